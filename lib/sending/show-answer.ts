import type { NameAndValue } from '#lib/references/stored-request.ts'
import { cut } from './cut.ts'
import { makeAnswerDecoder, withheld } from './decode-answer.ts'
import { decompress } from './decompress.ts'
import { dots } from './dots.ts'
import type { ShownAnswer } from './exchange.ts'
import { maxShownBytes } from './limits.ts'
import { isTooShort } from './needles.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'
import type { FoundSecret } from './read-place.ts'
import type { Redacted, Redactor } from './redact.ts'
import type { OpenedValue } from './used-values.ts'

/** A value that was sent, and whose. */
export type Used = { secret: Pick<FoundSecret, 'name'>; value: OpenedValue }

/** Told the whole body of an answer, redacted. */
export type ReadBody = (body: string) => void

/**
 * The answer with every value that was sent replaced by dots. It is read and redacted to its end, as it comes; only
 * what is shown of it is kept, and counted to the end of the piece that it ends in. Throws the refusals `response_withheld`, also where a value is too short to be searched
 * for, and `response_too_large`, and what reading the body throws; then the rest of the answer is given up.
 */
export async function showAnswer(
  answer: RawAnswer,
  used: Used[],
  redactor: Redactor,
  readBody?: ReadBody,
): Promise<{ answer: ShownAnswer; redactions: number }> {
  try {
    return await show(answer, { used, redactor, readBody })
  } catch (error) {
    await answer.discard()
    throw error
  }
}

type ShowWith = { used: Used[]; redactor: Redactor; readBody: ReadBody | undefined }

async function show(answer: RawAnswer, { used, redactor, readBody }: ShowWith) {
  const short = used.find(({ value }) => isTooShort(value))
  if (short)
    throw withheld(`${short.secret.name} holds a value shorter than 8 bytes, which is found everywhere and nowhere`)

  const body = await redactBody(answer, { redactor, readBody })
  let redactions = body.count
  const counted = ({ text, count }: Redacted) => {
    redactions += count
    return text
  }
  const shown = (headers: NameAndValue[]) =>
    headers.map(({ name, value }) => ({
      name: counted(redactor.text(name)),
      value: counted(redactBytes(value, redactor)),
    }))
  return {
    answer: {
      httpVersion: '1.1',
      status: answer.status,
      // What was no UTF-8 in the reason has been replaced before it came here; so could part of a value have been.
      statusText: answer.statusText.includes('\ufffd') ? '' : counted(redactor.text(answer.statusText)),
      headers: shown(answer.headers),
      trailers: shown(answer.trailers()),
      body: body.text,
      bodyTruncated: body.isCut,
    },
    redactions,
  }
}

async function redactBody(answer: RawAnswer, { redactor, readBody }: Omit<ShowWith, 'used'>) {
  const decoder = makeAnswerDecoder(headerValues(answer, 'content-type').join(','))
  const redacting = redactor.stream()
  const asUtf8 = decoder.encoding === 'utf-8' ? null : redactor.stream()
  const kept: Buffer[] = []
  let length = 0
  // Only what is shown counts: else guesses beyond it would be confirmed by the number alone.
  let count = 0
  const whole: Buffer[] = []
  const keep = (bytes: Buffer) => {
    if (readBody) whole.push(bytes)
    if (length > maxShownBytes) return
    kept.push(bytes)
    length += bytes.byteLength
    count = redacting.count
  }
  for await (const chunk of decompress(answer.body, headerValues(answer, 'content-encoding').join(','))) {
    keep(redacting.push(Buffer.from(decoder.decode(chunk), 'utf8')))
    asUtf8?.push(chunk)
  }
  keep(redacting.push(Buffer.from(decoder.decode(null), 'utf8')))
  keep(redacting.end())
  asUtf8?.end()
  if (asUtf8 && isDisguised(decoder.encoding, redacting, asUtf8)) throw withheld('its charset is not the one it names')
  readBody?.(Buffer.concat(whole).toString('utf8'))
  return { ...cut(Buffer.concat(kept)), count }
}

/**
 * Whether the bytes of an answer hold a value that the text does not, if they are read as UTF-8. Threat: a server labels
 * UTF-8 as something else, and a value is shown in disguise. Only the ASCII in a value reads the same in both, and
 * not even that in two kinds of charset.
 */
function isDisguised(encoding: string, text: Counts, asUtf8: Counts): boolean {
  if (/^(utf-16|iso-2022)/.test(encoding)) return asUtf8.count > 0
  return asUtf8.wide > 0 || asUtf8.count > text.count - text.wide
}

type Counts = { count: number; wide: number }

/** A header's value, whose bytes may be UTF-8 or Latin-1: whichever way it is read, no value is in it. */
function redactBytes(latin1: string, { text: redact }: Redactor): Redacted {
  const utf8 = Buffer.from(latin1, 'latin1').toString('utf8')
  const read = redact(utf8)
  if (!utf8.includes('\ufffd')) return read
  return read.count > 0 ? { text: dots, count: read.count } : redact(latin1)
}
