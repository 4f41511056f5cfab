import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import type { NameAndValue } from '#lib/references/stored-request.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { DoneButRefused } from '../operation.ts'

/**
 * What a program is told of an exchange: what was answered, redacted. Throws a refusal with its code and its sentence,
 * which names secret and field; `fieldOf` says how the program calls a field that the exchange names.
 */
export function answerOfExchange(exchange: Exchange, fieldOf: (field: string) => string | null = () => null) {
  if (exchange.outcome === 'refused') {
    const { code, message, field, nothingLeft } = exchange
    const called = field === null ? null : fieldOf(field)
    const fields: FieldErrors = called === null ? {} : { [called]: message }
    throw nothingLeft ? new PosternError(code, message, { fields }) : new DoneButRefused(code, message, { fields })
  }
  const { answer, durationMs, redactions, usageId } = exchange
  const { status, headers, body, bodyTruncated } = answer
  return { status, headers: byName(headers), body, bodyTruncated, durationMs, redactions, usageId }
}

/** A list of Set-Cookie cannot be joined: RFC 9110, 5.3. */
function byName(headers: NameAndValue[]): Record<string, string | string[]> {
  const values = new Map<string, string[]>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    values.set(key, [...(values.get(key) ?? []), value])
  }
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, name === 'set-cookie' ? all : all.join(', ')] as const),
  )
}
