import type { NameAndValue } from '#lib/references/stored-request.ts'

/**
 * The one URL that is judged and dialled: base URL, then path and query, both already percent-encoded. Throws if the
 * URL parser reads it as anything but what was written. Threat: host or path are judged in one form and used in
 * another. WHATWG URL; RFC 3986.
 */
export function buildUrl(baseUrl: string, encodedPath: string, encodedQuery: NameAndValue[]): URL {
  const base = new URL(baseUrl)
  const path = encodedPath === '' ? base.pathname : `${base.pathname.replace(/\/$/, '')}${encodedPath}`
  const query = encodedQuery.map(({ name, value }) => `${name}=${value}`).join('&')
  const written = `${base.origin}${path}${query === '' ? '' : `?${query}`}`
  const url = new URL(written)
  if (url.href !== written || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new Error('The URL that was built is not read as it was written.')
  }
  return url
}

/** Whether two URLs go to the same origin and have the same shape: no value has added a path segment or a parameter. */
export function isSameDestination(judged: URL, final: URL): boolean {
  return (
    judged.origin === final.origin &&
    count(judged.pathname, '/') === count(final.pathname, '/') &&
    count(judged.search, '&') === count(final.search, '&')
  )
}

const count = (text: string, mark: string) => text.split(mark).length

/** The saved text of a path with what may not stand in one percent-encoded; what is encoded stays. RFC 3986 section 3.3. */
export function encodePathText(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/gu, (other) => encodeURIComponent(other))
}
