import { noticedValue, type WrittenAs } from '#components/references/noticed-value.ts'
import { proposeName } from '#lib/credentials/propose-name.ts'
import type { CurlCredential, CurlRequest } from '#lib/curl/curl-request.ts'

/** A credential of a command, wherever it stands in it, and the secret that it is to be. */
export type CurlSecret = {
  key: string
  label: string
  places: CurlCredential[]
  value: { type: 'token'; token: string } | { type: 'username_password'; username: string; password: string }
  behind: string
  proposedName: string
}

/** The credentials of a command, each value once, with names that are free among `taken` and each other. */
export function curlSecrets(request: CurlRequest, taken: ReadonlySet<string>): CurlSecret[] {
  const names = new Set(taken)
  const secrets = new Map<string, CurlSecret>()
  for (const place of request.credentials) {
    const {
      behind,
      token = '',
      username,
      password,
      type,
    } = noticedValue(textOf(request, place.field), place, writtenAs(place.field, request.bodyType))
    const key = JSON.stringify([token, username, password, behind])
    const before = secrets.get(key)
    if (before) {
      before.places.push(place)
      continue
    }
    const isPair = type === 'username_password'
    const proposedName = proposeName(
      { host: new URL(request.origin).host, what: place.name, kind: isPair ? 'login' : 'token' },
      names,
    )
    names.add(proposedName)
    const value = isPair
      ? { type: 'username_password' as const, username: username ?? '', password: password ?? '' }
      : { type: 'token' as const, token }
    secrets.set(key, { key, label: place.label, places: [place], value, behind, proposedName })
  }
  return [...secrets.values()]
}

/** The request with what stands for each credential in its place: a reference, or nothing. */
export function withTexts(request: CurlRequest, texts: { place: CurlCredential; text: string }[]): CurlRequest {
  const inField = (field: string, text: string) =>
    texts
      .filter(({ place }) => place.field === field)
      .sort((one, other) => other.place.start - one.place.start)
      .reduce((now, { place, text: by }) => `${now.slice(0, place.start)}${by}${now.slice(place.end)}`, text)
  const inPairs = (of: 'headers' | 'query') =>
    request[of].map(({ name, value }, index) => ({
      name,
      value: inField(`${of}.${index}.value`, value)
        .trim()
        .replace(/^(basic) :$/i, '$1'),
    }))
  return {
    ...request,
    path: inField('path', request.path),
    headers: inPairs('headers'),
    query: inPairs('query'),
    body: inField('body', request.body),
  }
}

function textOf(request: CurlRequest, field: string): string {
  const [of, index] = field.split('.')
  if (of === 'headers' || of === 'query') return request[of][Number(index)]?.value ?? ''
  return of === 'path' ? request.path : request.body
}

function writtenAs(field: string, bodyType: CurlRequest['bodyType']): WrittenAs {
  if (field === 'path') return 'path'
  return field === 'body' && (bodyType === 'json' || bodyType === 'form') ? bodyType : 'text'
}
