/** Why an entry of the allowed domains will not do, in a sentence that says what to do, or null. It quotes nothing of it. */
export function hostPatternProblem(text: string): string | null {
  const read = readPattern(text)
  return 'problem' in read ? read.problem : null
}

/**
 * An entry as it is stored: lower case, ASCII form (IDNA), addresses in their one form, without trailing dot and without
 * the port 443. What hostPatternProblem() objects to is returned as it is.
 */
export function normalizeHostPattern(text: string): string {
  const read = readPattern(text)
  return 'problem' in read ? text : read.pattern
}

const problem = (sentence: string) => ({ problem: sentence })

/** What somebody pastes instead of a host, most telling first. */
const pasted: [found: RegExp, sentence: string][] = [
  [/^$/, 'Enter a host, like api.example.com.'],
  [/:\/\//, 'Enter the host alone, without https:// before it and without a path after it.'],
  [/\s/, 'A host has no spaces. Remove them, and enter one host at a time.'],
  [/[,;|]/, 'Enter one host at a time.'],
  [/@/, 'Enter the host alone, without the user name before the @.'],
  [/[/\\?#]/, 'Enter the host alone, without a path: remove the slash and what follows it.'],
  [/%/, 'Enter the host as it is written, without percent signs.'],
  [/^\*$/, 'A * alone is every host. Leave the list empty for that, or name your hosts, like *.example.com.'],
  [/\*.*\*/, 'Only one *, at the beginning: *.example.com is every host under example.com.'],
  [/\*(?!\.)|.\*/, 'A * stands alone before the first dot: *.example.com is every host under example.com.'],
  [/^\./, 'Begin with the name, or with *. for every host under it, like *.example.com.'],
  [/\[[^\]]*$/, 'Close the bracket of the address, like [2001:db8::1].'],
  [/^[^[\]]*:[^[\]]*:/, 'Write an IPv6 address in brackets, like [2001:db8::1].'],
]

/** The pattern in its stored form. Pure, and the same in a browser and on the server: both have the WHATWG URL parser. */
function readPattern(text: string): { pattern: string } | { problem: string } {
  for (const [found, sentence] of pasted) if (found.test(text)) return problem(sentence)
  const isUnder = text.startsWith('*.')
  const [, name = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(isUnder ? text.slice(2) : text) ?? []
  const port = portText === undefined ? 443 : portOf(portText)
  if (port === null) return problem('A port is a number from 1 to 65535, like api.example.com:8443.')
  if (name === '') return problem('Enter a host, like api.example.com.')
  const host = asciiHost(name)
  if (host === null) return problem('This is not the name of a host. Enter one like api.example.com.')
  const isAddress = host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)
  if (isUnder && isAddress) return problem('Nothing is under an address. Enter the address alone, without *.')
  if (!isAddress) {
    const labels = host.split('.')
    if (labels.includes('')) return problem('Two dots stand in a row. Remove one.')
    if (!labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label)) || host.length > 253)
      return problem('This is not the name of a host. Enter one like api.example.com.')
    if (isUnder && labels.length === 1)
      return problem('After *. at least two parts are needed, like *.example.com. A name of one part is allowed alone.')
  }
  return { pattern: `${isUnder ? '*.' : ''}${host}${port === 443 ? '' : `:${port}`}` }
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65535 ? port : null
}

/** The host as a URL parser writes it, without a trailing dot, or null if it is none. */
function asciiHost(name: string): string | null {
  if (!URL.canParse(`https://${name}`)) return null
  const url = new URL(`https://${name}`)
  return url.hostname.replace(/\.$/, '') || null
}
