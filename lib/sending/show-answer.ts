import { cut } from './cut.ts'
import { decodeAnswer, withheld } from './decode-answer.ts'
import type { RawAnswer } from './dispatch.ts'
import type { ShownAnswer } from './exchange.ts'
import { isTooShort } from './needles.ts'
import type { FoundSecret } from './read-secrets.ts'
import { makeRedactor } from './redact.ts'
import type { OpenedValue } from './used-values.ts'

type Used = { secret: FoundSecret; value: OpenedValue }

/**
 * The answer with every value that was sent replaced by dots, then cut to what is shown. Throws the refusals
 * `response_withheld`, also where a value is too short to be searched for, and `response_too_large`.
 */
export async function showAnswer(
  answer: RawAnswer,
  used: Used[],
): Promise<{ answer: ShownAnswer; redactions: number }> {
  const short = used.find(({ value }) => isTooShort(value))
  if (short)
    throw withheld(`${short.secret.name} holds a value shorter than 8 bytes, which is found everywhere and nowhere`)

  const body = await decodeAnswer(answer.body, headerOf(answer, 'content-encoding'), headerOf(answer, 'content-type'))
  const redact = makeRedactor(used.map(({ value }) => value))
  let redactions = 0
  const redacted = (text: string) => {
    const result = redact(text)
    redactions += result.count
    return result.text
  }
  const statusText = redacted(answer.statusText)
  const headers = answer.headers.map(({ name, value }) => ({ name: redacted(name), value: redacted(value) }))
  const { text, isCut } = cut(redacted(body))
  return {
    answer: { httpVersion: '1.1', status: answer.status, statusText, headers, body: text, bodyTruncated: isCut },
    redactions,
  }
}

function headerOf({ headers }: RawAnswer, name: string): string {
  return headers
    .filter((header) => header.name.toLowerCase() === name)
    .map((header) => header.value)
    .join(',')
}
