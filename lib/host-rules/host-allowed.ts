/**
 * Whether a secret with these host patterns may be sent to `url`: `example.com` is that host alone, `*.example.com`
 * every host under it and not itself; without a port an entry means 443. An empty list allows every host; an entry
 * that is malformed allows none. Compared in ASCII form, without case or trailing dot. Total.
 *
 * Threat: `evilexample.com` passes for `example.com` where only the ending is compared (CVE-2026-25631).
 */
export function hostAllowed(patterns: readonly string[], url: URL): boolean {
  if (patterns.length === 0) return true
  const host = withoutTrailingDot(url.hostname)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return patterns.some((pattern) => matches(pattern, host, port))
}

function matches(pattern: string, host: string, port: string): boolean {
  const [, wildcard, name, patternPort = '443'] =
    /^(\*\.)?([^\s*/?#@\\:%]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/.exec(pattern) ?? []
  if (name === undefined || Number(patternPort) !== Number(port)) return false
  const ascii = asciiHost(name)
  if (ascii === null) return false
  if (wildcard === undefined) return host === ascii
  // Nothing is "under" an address.
  return !isAddress(ascii) && host.endsWith(`.${ascii}`)
}

/** The host as a URL parser writes it (IDNA, lower case, addresses in their one form), or null if it is none. */
function asciiHost(name: string): string | null {
  if (isPlain(name)) return name
  if (!URL.canParse(`https://${name}`)) return null
  const host = withoutTrailingDot(new URL(`https://${name}`).hostname)
  return host === '' ? null : host
}

const withoutTrailingDot = (host: string) => host.replace(/\.$/, '')

const isAddress = (host: string) => host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host)

/** What the parser returns as it is: stored patterns nearly always, and it is asked for each of them at each send. */
const isPlain = (name: string) =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(name) && !name.includes('xn--') && !/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(name)
