import type { Template } from '#lib/references/template.ts'
import type { Hop } from './hop.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'
import type { Redactor } from './redact.ts'
import { Refusal } from './refusal.ts'

/** RFC 9110 section 15.4: the statuses whose Location asks to go on elsewhere. */
const redirects = new Set([301, 302, 303, 307, 308])

export const isRedirect = ({ status }: Pick<RawAnswer, 'status'>): boolean => redirects.has(status)

/**
 * What a redirect makes of a hop. Throws the refusal `redirect_refused` where following it could hand a secret on: to
 * another origin only if secrets stood in headers alone, and without those; never away from https; never to an address
 * that holds a value of this send. Threat: whoever can make the server redirect gets the secret. `mayLeadTo`: of a
 * request whose body is encrypted, where its key holds; else the plaintext would go on. WHATWG Fetch, HTTP-redirect
 * fetch; RFC 9110 section 15.4.
 */
export function nextHop(
  hop: Hop,
  from: URL,
  answer: RawAnswer,
  { redactor, mayLeadTo }: { redactor: Redactor; mayLeadTo: ((target: URL) => boolean) | null },
): Hop {
  const { status } = answer
  if (!hop.request.followRedirects)
    throw refused(status, 'Redirects are not followed. Call the final address itself, or turn on Follow redirects.')
  const target = targetOf(answer, from, redactor)
  if (mayLeadTo && !mayLeadTo(target))
    throw refused(status, 'It leads away from the endpoint whose key encrypts this request.')
  const isSameOrigin = target.origin === from.origin
  if (from.protocol === 'https:' && target.protocol !== 'https:')
    throw refused(status, 'It leads away from https, where Postern does not go.')
  const { path, query, headers, body } = hop.templates
  const isHeld = (template: Template) => holdsSecret(template, hop)
  if (!isSameOrigin && [path, ...query, ...(body ? [body] : [])].some(isHeld))
    throw refused(status, 'It leads to another server, and a secret stands in the address or the body of this request.')

  const { method } = hop.request
  const isGet = status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST'
  const kept = headers.filter(
    (header) =>
      (isSameOrigin || (!isHeld(header) && meantForAll.has(header.name.toLowerCase()))) &&
      !(isGet && header.name.toLowerCase().startsWith('content-')),
  )
  return {
    request: { ...hop.request, method: isGet ? 'GET' : method, bodyType: isGet ? 'none' : hop.request.bodyType },
    templates: { path: { ...path, pieces: [] }, query: [], headers: kept, body: isGet ? null : body },
    fills: hop.fills,
    url: target,
  }
}

/** What says nothing about who asks. Any other header was typed for the first server, and may be a credential. */
const meantForAll = new Set(['accept', 'accept-language', 'content-type', 'content-language', 'user-agent'])

/** Also what an earlier answer of a workflow gave, which may be a token, and what is named like one in an event. */
const holdsSecret = ({ pieces }: Template, { fills }: Hop) =>
  pieces.some(
    (piece) =>
      piece.kind === 'reference' ||
      (piece.kind === 'macro' && (piece.macro.kind === 'steps' || fills.get(piece)?.isSensitive === true)),
  )

function targetOf(answer: RawAnswer, from: URL, { text: redact }: Redactor): URL {
  const { status } = answer
  const [location, ...more] = headerValues(answer, 'location')
  if (location === undefined || more.length > 0) throw refused(status, 'It does not say where, or says it twice.')
  const text = Buffer.from(location, 'latin1').toString('utf8')
  const assertWithoutValue = (read: string) => {
    if (redact(read).count === 0) return
    throw refused(status, 'The address that it names holds a value of this request’s secrets.')
  }
  // A URL parser makes ASCII of wide letters in a host, which is then looked up, recorded and shown. UTS 46 section 4.
  for (const read of [text, location, text.normalize('NFKC')]) assertWithoutValue(read)
  // What a URL parser drops or turns is not what was judged.
  if (/[\s\p{Cc}\p{Cf}\\\ufffd]/u.test(text) || !URL.canParse(text, from.href))
    throw refused(status, 'The address that it names is none.')
  const target = new URL(text, from.href)
  assertWithoutValue(target.href)
  if (!/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '')
    throw refused(status, 'The address that it names is none that Postern goes to.')
  target.hash = ''
  return target
}

/** The address is not quoted, because a server may put into it what it was sent. */
function refused(status: number, why: string): Refusal {
  return new Refusal('redirect_refused', `The server answered ${status}: go on elsewhere. ${why}`, {
    note: `Redirect (${status}) not followed`,
  })
}

export function tooManyRedirects(most: number): Refusal {
  const message = `The server redirected more than ${most} times in a row. Call the final address itself.`
  return new Refusal('too_many_redirects', message, { note: `More than ${most} redirects` })
}
