import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import { tooLarge, withheld } from './decode-answer.ts'
import { maxAnswerBytes } from './limits.ts'
import { Refusal } from './refusal.ts'

type Bytes = AsyncIterable<Buffer>
type Decompressor = zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress

/** `head`: at least the first two bytes, if there are two. */
const decompressors: Record<string, (head: Buffer) => Decompressor> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  // RFC 1950 is meant and RFC 1951 is sent, too: RFC 9110 section 8.4.1.2.
  deflate: (head) => (isZlib(head) ? zlib.createInflate() : zlib.createInflateRaw()),
  br: () => zlib.createBrotliDecompress(),
}

/** The two bytes name the method 8, and are divisible by 31 together. RFC 1950 section 2.2. */
const isZlib = (head: Buffer) =>
  head.byteLength >= 2 && ((head[0] ?? 0) & 0x0f) === 8 && head.readUInt16BE(0) % 31 === 0

/**
 * Undoes the Content-Encoding of an answer as it comes. Throws, while it is read, the refusals `response_withheld`
 * where it is unknown, broken off, or followed by something else, and `response_too_large`: a decompression bomb ends
 * at the limit, whatever it would unfold to. RFC 9110 section 8.4.
 */
export async function* decompress(body: Bytes, contentEncoding: string): AsyncGenerator<Buffer> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  // More than two layers serve nobody but a decompression bomb.
  if (codings.length > 2) throw withheld('it is compressed more than twice')
  let decoded = body
  for (const coding of codings.reverse()) {
    const make = Object.hasOwn(decompressors, coding) ? decompressors[coding] : undefined
    if (!make) throw withheld('it is compressed in a way that Postern does not know')
    decoded = undone(decoded, make)
  }
  yield* decoded
}

async function* undone(source: Bytes, make: (head: Buffer) => Decompressor): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  const head = await headOf(chunks)
  // The answer to HEAD, and 204, say how a body would be compressed.
  if (head.byteLength === 0) return
  const decompressor = make(head)
  let failure: { error: unknown } | null = null
  let read = 0
  const feed = async function* () {
    read += head.byteLength
    yield head
    try {
      for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
        read += chunk.byteLength
        yield chunk
      }
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  const feeding = pipeline(feed, decompressor)
  // Whoever reads the other end is told.
  feeding.catch(() => {})
  let written = 0
  try {
    for await (const chunk of decompressor as AsyncIterable<Buffer>) {
      written += chunk.byteLength
      if (written > maxAnswerBytes) throw tooLarge()
      yield chunk
    }
    await feeding
  } catch (error) {
    if (failure) throw (failure as { error: unknown }).error
    throw error instanceof Refusal ? error : withheld('it could not be decompressed')
  }
  if (decompressor.bytesWritten < read) throw withheld('something else follows what is compressed')
}

async function headOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.byteLength < 2) {
    const next = await chunks.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return head
}
