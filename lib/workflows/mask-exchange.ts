import type { NameAndValue } from '#lib/references/stored-request.ts'
import { dots } from '#lib/sending/dots.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { isTokenLike } from './is-token-like.ts'
import { maskJson } from './mask-json.ts'

/**
 * An exchange as it is kept: with dots for what headers, parameters and fields of JSON and forms hold that are named like
 * tokens. It was redacted before. Threat: what a server gives out, a session or a key, can be read in the history for weeks.
 */
export function maskExchange(exchange: Exchange): Exchange {
  const { request } = exchange
  const masked = {
    ...exchange,
    request: request && {
      ...request,
      target: maskPairs(request.target),
      headers: maskHeaders(request.headers),
      body: maskBody(request.body, typeOf(request.headers)),
    },
  }
  if (masked.outcome !== 'answered') return masked
  const { answer } = masked
  return {
    ...masked,
    answer: {
      ...answer,
      headers: maskHeaders(answer.headers),
      trailers: maskHeaders(answer.trailers),
      body: maskBody(answer.body, typeOf(answer.headers)),
    },
  }
}

const typeOf = (headers: NameAndValue[]): string =>
  headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.toLowerCase() ?? ''

const maskHeaders = (headers: NameAndValue[]): NameAndValue[] =>
  headers.map(({ name, value }) => ({ name, value: isTokenLike(name) ? dots : maskPairs(value) }))

function maskBody(body: string, type: string): string {
  if (type.includes('x-www-form-urlencoded')) return maskPairs(body)
  // Labels lie: what begins like JSON is looked at like JSON, also behind a guard like )]}'.
  return type.includes('json') || /^\s*(?:\)\]\}',?\s*)?[{[]/.test(body) ? maskJson(body) : body
}

/** Behind `?`, `&` or `#` of an address, or at the beginning of a form: name=value. */
const maskPairs = (text: string): string =>
  text.replace(/(^|[?&#;])([^=&#?;\s]{1,128})=([^&#;\s]+)/g, (pair, before: string, name: string) =>
    isTokenLike(decoded(name)) ? `${before}${name}=${dots}` : pair,
  )

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}
