import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import zlib from 'node:zlib'
import { decompress } from './decompress.ts'
import { maxAnswerBytes } from './limits.ts'
import { Refusal } from './refusal.ts'

const text = Buffer.from('{"name":"Ada","note":"é"}'.repeat(400))

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}
async function undo(bytes: Buffer, coding: string, size = 1000): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of decompress(inPieces(bytes, size), coding)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const withheld = { name: 'Refusal', code: 'response_withheld' }

describe('a compressed answer is undone', () => {
  const compressed: [coding: string, bytes: Buffer][] = [
    ['', text],
    ['identity', text],
    ['gzip', zlib.gzipSync(text)],
    ['X-GZip', zlib.gzipSync(text)],
    ['gzip', Buffer.concat([zlib.gzipSync(text.subarray(0, 999)), zlib.gzipSync(text.subarray(999))])],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
    ['identity, deflate,gzip', zlib.gzipSync(zlib.deflateSync(text))],
  ]
  for (const [index, [coding, bytes]] of compressed.entries()) {
    test(`${coding || 'nothing'} (${index}), however it is cut`, async () => {
      for (const size of [1, 2, 7, 100_000]) assert.deepEqual(await undo(bytes, coding, size), text)
    })
  }

  test('an empty body is nothing, whatever it would be', async () => {
    for (const coding of ['gzip', 'deflate', 'br', 'gzip, br'])
      assert.deepEqual(await undo(Buffer.alloc(0), coding), Buffer.alloc(0))
  })
})

describe('withheld is', () => {
  const all: [coding: string, bytes: Buffer][] = [
    ['gzip', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
  ]
  for (const [index, [coding, bytes]] of all.entries()) {
    test(`${coding} (${index}) that breaks off, or that something follows`, async () => {
      for (const length of [1, 2, 3, 10, bytes.byteLength - 1])
        await assert.rejects(undo(bytes.subarray(0, length), coding, 3), withheld, `${length} bytes`)
      for (const more of [Buffer.from('x'), Buffer.from('\0\0'), text])
        for (const size of [1, 100_000])
          await assert.rejects(undo(Buffer.concat([bytes, more]), coding, size), withheld, `${more.length} more`)
    })
  }

  test('what is broken inside, unknown, or compressed three times', async () => {
    const broken = zlib.gzipSync(text)
    broken[broken.byteLength - 5] = (broken[broken.byteLength - 5] ?? 0) ^ 0xff
    await assert.rejects(undo(broken, 'gzip'), withheld)
    await assert.rejects(undo(text, 'gzip'), withheld)
    for (const coding of ['zstd', 'compress', 'gzip;q=1', 'constructor', 'gzip, gzip, gzip'])
      await assert.rejects(undo(text, coding), withheld, coding)
  })
})

test('a bomb ends at the limit, in either layer', async () => {
  const zeros = Buffer.alloc(64 * maxAnswerBytes)
  const bombs: [coding: string, bytes: Buffer][] = [
    ['gzip', zlib.gzipSync(zeros)],
    ['br', zlib.brotliCompressSync(zeros, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['gzip, deflate', zlib.deflateSync(zlib.gzipSync(zeros))],
  ]
  for (const [coding, bytes] of bombs) {
    let length = 0
    const read = async () => {
      for await (const chunk of decompress(inPieces(bytes, 1000), coding)) length += chunk.byteLength
    }
    await assert.rejects(read(), { name: 'Refusal', code: 'response_too_large' }, coding)
    assert.ok(length <= maxAnswerBytes)
  }
  assert.equal((await undo(zlib.gzipSync(zeros.subarray(0, maxAnswerBytes)), 'gzip')).byteLength, maxAnswerBytes)
})

test('why the source ended is what is said, and who stops reading ends the source', async () => {
  const why = new Refusal('upstream_timeout', 'It took too long.', { note: 'Time-out' })
  const breaks = async function* () {
    yield zlib.gzipSync(text).subarray(0, 20)
    throw why
  }
  const read = async (body: AsyncIterable<Buffer>) => {
    for await (const _ of decompress(body, 'gzip')) break
  }
  await assert.rejects(async () => {
    for await (const _ of decompress(breaks(), 'gzip, br')) assert.fail()
  }, why)

  let isEnded = false
  const endless = async function* () {
    try {
      for (;;) yield zlib.gzipSync(text)
    } finally {
      isEnded = true
    }
  }
  await read(endless())
  for (let turn = 0; turn < 100 && !isEnded; turn += 1) await new Promise(setImmediate)
  assert.ok(isEnded)
})
