type Waiting<Item> = { item: Item; written: PromiseWithResolvers<void> }

/**
 * Makes a `write` of many things serve calls with one each, so that many sends share one commit: what arrives while a
 * write is under way is written by the next one, at most `largest` together, in the order it came. Nobody waits for
 * company: a lone call is written at once. A call resolves once its own item is written, and throws what kept it from
 * that: a batch that fails is written again one by one, so that what cannot be written takes nothing else with it.
 * `write` may therefore meet an item that is written already.
 */
export function inBatches<Item>(
  write: (items: Item[]) => Promise<unknown>,
  largest: number,
): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = []
  let isWriting = false

  const writeTogether = async (batch: Waiting<Item>[]): Promise<void> => {
    try {
      await write(batch.map(({ item }) => item))
    } catch (error) {
      if (batch.length > 1) await Promise.all(batch.map((each) => writeTogether([each])))
      else batch[0]?.written.reject(error)
      return
    }
    for (const { written } of batch) written.resolve()
  }
  const writeAll = async (): Promise<void> => {
    isWriting = true
    while (waiting.length > 0) await writeTogether(waiting.splice(0, largest))
    isWriting = false
  }
  return (item) => {
    const written = Promise.withResolvers<void>()
    waiting.push({ item, written })
    if (!isWriting) void writeAll()
    return written.promise
  }
}
