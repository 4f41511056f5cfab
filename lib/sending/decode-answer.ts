import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { maxAnswerBytes } from './limits.ts'
import { Refusal } from './refusal.ts'

const decoders = {
  gzip: promisify(zlib.gunzip),
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
}

/** `asUtf8`: the same bytes read as UTF-8, where the answer says that they are something else. */
export type DecodedBody = { text: string; asUtf8: string | null }

/**
 * The body of an answer as text. Throws the refusals `response_withheld`, if it is in an encoding or a charset that
 * cannot be undone and so cannot be searched, and `response_too_large`. RFC 9110 section 8.4.
 */
export async function decodeAnswer(body: Buffer, contentEncoding: string, contentType: string): Promise<DecodedBody> {
  return toText(await decompress(body, contentEncoding), contentType)
}

async function decompress(body: Buffer, contentEncoding: string): Promise<Buffer> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((coding) => coding !== '' && coding !== 'identity')
  // More than two layers serve nobody but a decompression bomb.
  if (codings.length > 2) throw withheld('it is compressed more than twice')
  let decoded = body
  for (const coding of codings.reverse()) {
    if (!isKnown(coding)) throw withheld('it is compressed in a way that Postern does not know')
    if (decoded.byteLength === 0) return decoded
    try {
      decoded = await decoders[coding](decoded, { maxOutputLength: maxAnswerBytes })
    } catch (error) {
      if (error instanceof RangeError) throw tooLarge()
      throw withheld('it could not be decompressed')
    }
  }
  return decoded
}

const isKnown = (coding: string): coding is keyof typeof decoders => Object.hasOwn(decoders, coding)

function toText(body: Buffer, contentType: string): DecodedBody {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  const { text, encoding } = decode(body, charset)
  // UTF-16 without a label is such text: read as UTF-8, every character has a NUL between it and the next.
  if (text.includes('\0')) throw withheld('it is not text')
  return { text, asUtf8: encoding === 'utf-8' ? null : body.toString('utf8') }
}

function decode(body: Buffer, charset: string): { text: string; encoding: string } {
  try {
    const decoder = new TextDecoder(charset, { fatal: true })
    return { text: decoder.decode(body), encoding: decoder.encoding }
  } catch {
    throw withheld('it is not text in a charset that Postern knows')
  }
}

/** `why` completes "because …". */
export function withheld(why: string): Refusal {
  return new Refusal(
    'response_withheld',
    `The server answered, but the answer is not shown, because ${why}. So it cannot be searched for the secrets that were sent.`,
    { note: 'The answer is withheld' },
  )
}

export function tooLarge(): Refusal {
  const message = `The answer is larger than ${maxAnswerBytes / 1024 / 1024} MiB, so it is neither kept nor shown. The request was sent.`
  return new Refusal('response_too_large', message, { note: 'The answer is too large' })
}
