import type { ReceivedRequest } from './received-request.ts'
import { isWeatherKey } from './weather-key.ts'

/** `body` is sent as JSON, or as it is with a content type of its own. */
export type Answer = { status: number; headers: Record<string, string>; body: unknown }

/**
 * What the demo's service answers: everything it received, so that one sees what Postern redacts of an answer. Below
 * /v1/weather it first wants a key, as `Bearer KEY` or as the password of Basic credentials, and answers 401 without.
 * Below /v2/sealed it answers an envelope (RFC 7516) with that very envelope: it cannot open it, but Postern can.
 */
export function answerRequest(request: ReceivedRequest): Answer {
  const received = echo(request)
  if (/^\/v2\/sealed(\/|$)/.test(received.path)) return mirror(request)
  if (!/^\/v1\/weather(\/|$)/.test(received.path)) return { status: 200, headers: {}, body: { received } }
  const authorization = request.headers.find(({ name }) => name.toLowerCase() === 'authorization')?.value ?? ''
  const key = keyIn(authorization)
  if (key === null || !isWeatherKey(key)) {
    const error =
      authorization === ''
        ? 'There is no Authorization header. Send "Bearer KEY" with a key of this service.'
        : 'The Authorization header holds no key of this service.'
    const headers = { 'WWW-Authenticate': 'Bearer realm="weather", Basic realm="weather"' }
    return { status: 401, headers, body: { error, received } }
  }
  const weather = { city: received.query.city ?? 'Lisbon', sky: 'clear', celsius: 19 }
  return { status: 200, headers: {}, body: { weather, received } }
}

function mirror({ headers, body }: ReceivedRequest): Answer {
  const isEnvelope = headers.some(({ name, value }) => /^content-type$/i.test(name) && value === 'application/jose')
  if (isEnvelope) return { status: 200, headers: { 'Content-Type': 'application/jose' }, body: body.toString('latin1') }
  return { status: 400, headers: {}, body: { error: 'What arrives here is encrypted: application/jose.' } }
}

/** RFC 6750 section 2.1 and RFC 7617 section 2. */
function keyIn(authorization: string): string | null {
  const [, scheme, credentials = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization) ?? []
  if (scheme === undefined) return null
  if (scheme.toLowerCase() === 'bearer') return credentials
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : null
}

type Fields = Record<string, string | string[]>

function echo({ method, target, headers, body }: ReceivedRequest) {
  // Not by the URL parser, which throws for some targets that a client may send.
  const [path = '', ...rest] = target.split('?')
  const query = fieldsOf([...new URLSearchParams(rest.join('?'))].map(([name, value]) => ({ name, value })))
  return { method, path, query, headers: fieldsOf(headers), body: jsonOrText(body.toString('utf8')) }
}

/** JSON in JSON would be hard to read for all its backslashes. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Values by name; several under one name are a list. */
function fieldsOf(pairs: { name: string; value: string }[]): Fields {
  const byName = Map.groupBy(pairs, ({ name }) => name)
  return Object.fromEntries(
    [...byName].map(([name, same]) => {
      const values = same.map(({ value }) => value)
      return [name, values.length === 1 ? (values[0] as string) : values]
    }),
  )
}
