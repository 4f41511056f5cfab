import { cut } from './cut.ts'
import { decodeAnswer, withheld } from './decode-answer.ts'
import { dots } from './dots.ts'
import type { ShownAnswer } from './exchange.ts'
import { isTooShort } from './needles.ts'
import type { RawAnswer } from './raw-answer.ts'
import type { FoundSecret } from './read-place.ts'
import type { Redacted, Redactor } from './redact.ts'
import type { OpenedValue } from './used-values.ts'

type Used = { secret: FoundSecret; value: OpenedValue }

/**
 * The answer with every value that was sent replaced by dots, then cut to what is shown. Throws the refusals
 * `response_withheld`, also where a value is too short to be searched for, and `response_too_large`.
 */
export async function showAnswer(
  answer: RawAnswer,
  used: Used[],
  { text: redact }: Redactor,
): Promise<{ answer: ShownAnswer; redactions: number }> {
  const short = used.find(({ value }) => isTooShort(value))
  if (short)
    throw withheld(`${short.secret.name} holds a value shorter than 8 bytes, which is found everywhere and nowhere`)

  const body = await decodeAnswer(
    await whole(answer.body),
    headerOf(answer, 'content-encoding'),
    headerOf(answer, 'content-type'),
  )
  let redactions = 0
  const counted = ({ text, count }: Redacted) => {
    redactions += count
    return text
  }
  const redactedBody = redact(body.text)
  // Threat: a server labels UTF-8 as something else, and what is not ASCII in a value is shown in disguise.
  if (body.asUtf8 !== null && redact(body.asUtf8).count > redactedBody.count)
    throw withheld('its charset is not the one it names')
  const { text, isCut } = cut(counted(redactedBody))
  // What was no UTF-8 in the reason has been replaced before it came here; so could part of a value have been.
  const statusText = answer.statusText.includes('\ufffd') ? '' : counted(redact(answer.statusText))
  const headers = answer.headers.map(({ name, value }) => ({
    name: counted(redact(name)),
    value: counted(redactBytes(value, redact)),
  }))
  return {
    answer: {
      httpVersion: '1.1',
      status: answer.status,
      statusText,
      headers,
      trailers: [],
      body: text,
      bodyTruncated: isCut,
    },
    redactions,
  }
}

async function whole(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A header's value, whose bytes may be UTF-8 or Latin-1: whichever way it is read, no value is in it. */
function redactBytes(latin1: string, redact: (text: string) => Redacted): Redacted {
  const utf8 = Buffer.from(latin1, 'latin1').toString('utf8')
  const read = redact(utf8)
  if (!utf8.includes('\ufffd')) return read
  return read.count > 0 ? { text: dots, count: read.count } : redact(latin1)
}

function headerOf({ headers }: RawAnswer, name: string): string {
  return headers
    .filter((header) => header.name.toLowerCase() === name)
    .map((header) => header.value)
    .join(',')
}
