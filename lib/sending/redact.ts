import { withheld } from './decode-answer.ts'
import { maxNeedleBytes } from './limits.ts'
import { makeNeedleFinder, type NeedleFinder } from './needle-finder.ts'
import { needlesOf } from './needles.ts'
import { RedactStream } from './redact-stream.ts'
import type { OpenedValue } from './used-values.ts'

export type Redacted = { text: string; count: number }

export type Redactor = {
  /** A whole text. */
  text: (text: string) => Redacted
  /** A text in UTF-8 that comes in pieces. */
  stream: () => RedactStream
}

/**
 * Makes what replaces every value of this send in a text, in whatever usual encoding, with dots, and counts them.
 * Redact first and cut later: a value that was cut in two is not found. Threat: a server that answers with what it was
 * sent. Using it throws the refusal `response_withheld` where there is too much to search for.
 */
export function makeRedactor(values: Iterable<OpenedValue>): Redactor {
  // Made when something is to be searched: not every answer is.
  let finder: NeedleFinder | null = null
  const stream = () => {
    finder ??= finderOf(values)
    return new RedactStream(finder)
  }
  return {
    stream,
    text: (text) => {
      if (text === '') return { text, count: 0 }
      const redacting = stream()
      const bytes = Buffer.concat([redacting.push(Buffer.from(text, 'utf8')), redacting.end()])
      return redacting.count === 0 ? { text, count: 0 } : { text: bytes.toString('utf8'), count: redacting.count }
    },
  }
}

function finderOf(values: Iterable<OpenedValue>): NeedleFinder {
  const needles = needlesOf(values)
  if (needles.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > maxNeedleBytes)
    throw withheld('the values that were sent are too large together to be searched for')
  return makeNeedleFinder(needles)
}
