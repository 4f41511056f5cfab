/**
 * Every stored host pattern that can match this URL, most telling first: the host itself, then `*.` before each of its
 * parents. By these a database finds the patterns, whatever else it has; hostAllowed() then judges each.
 */
export function hostCandidates(url: URL): string[] {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const suffix = port === '443' ? '' : `:${port}`
  const host = url.hostname.replace(/\.$/, '')
  const labels = host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host) ? [] : host.split('.')
  const parents = labels.slice(1, -1).map((_, index) => `*.${labels.slice(index + 1).join('.')}${suffix}`)
  return [`${host}${suffix}`, ...parents]
}
