/** What is waited for, the innermost last: only that is told. */
const waiting = []

/**
 * Waits for `work` and returns what it returns. What takes longer than a second is announced, again every fifteen
 * seconds, and with its time when it ends; what is quicker leaves no line.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {(line: string) => unknown} write
 */
export async function reportProgress(title, work, write = (line) => process.stdout.write(`${line}\n`)) {
  const self = {}
  const start = Date.now()
  const seconds = () => Math.round((Date.now() - start) / 1000)
  let isAnnounced = false
  const tell = () => {
    if (waiting.at(-1) !== self) return
    write(isAnnounced ? `  still at it, ${seconds()} s` : `${title} …`)
    isAnnounced = true
  }
  const first = setTimeout(tell, 1_000)
  const repeated = setInterval(tell, 15_000)
  waiting.push(self)
  try {
    const result = await work()
    if (isAnnounced) write(`  done, ${seconds()} s`)
    return result
  } finally {
    clearTimeout(first)
    clearInterval(repeated)
    waiting.splice(waiting.indexOf(self), 1)
  }
}
