const readWithinMs = 10_000

/**
 * The bytes of a request's body, read as they come and no further than may be: 'too_large' for more than `mostBytes`,
 * 'too_slow' if it takes longer than ten seconds; then the rest is given up.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  withinMs = readWithinMs,
): Promise<Buffer | 'too_large' | 'too_slow'> {
  if (!body) return Buffer.alloc(0)
  const reader = body.getReader()
  const isLate = Promise.withResolvers<'too_slow'>()
  const timer = setTimeout(() => isLate.resolve('too_slow'), withinMs)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), isLate.promise])
      if (read === 'too_slow') return giveUp(reader, read)
      if (read.done) return Buffer.concat(chunks)
      length += read.value.byteLength
      if (length > mostBytes) return giveUp(reader, 'too_large')
      chunks.push(read.value)
    }
  } finally {
    clearTimeout(timer)
  }
}

function giveUp<T>(reader: ReadableStreamDefaultReader, why: T): T {
  void reader.cancel().catch(() => undefined)
  return why
}
