/** What becomes of an option: it means something here, it changes nothing, or it is left out and said. */
type Meaning =
  | 'request'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'get'
  | 'user'
  | 'cookie'
  | 'user-agent'
  | 'referer'
  | 'url'
  | 'url-query'
  | 'head'
  | 'bearer'
  | 'location'
  | 'retry'
  | 'insecure'
  | 'file'
  | 'form'
  | 'silent'
  | 'left-out'
export type CurlOption = { name: string; meaning: Meaning; takesValue: boolean }

const flag = (meaning: Meaning) => ({ meaning, takesValue: false })
const value = (meaning: Meaning) => ({ meaning, takesValue: true })

/** Long name → what it means. As curl's manual of version 8 has them. */
const options: Record<string, { meaning: Meaning; takesValue: boolean }> = {
  request: value('request'),
  header: value('header'),
  data: value('data'),
  'data-ascii': value('data'),
  'data-binary': value('data'),
  'data-raw': value('data-raw'),
  'data-urlencode': value('data-urlencode'),
  json: value('json'),
  get: flag('get'),
  user: value('user'),
  cookie: value('cookie'),
  'user-agent': value('user-agent'),
  referer: value('referer'),
  url: value('url'),
  'url-query': value('url-query'),
  head: flag('head'),
  'oauth2-bearer': value('bearer'),
  location: flag('location'),
  'location-trusted': flag('location'),
  retry: value('retry'),
  insecure: flag('insecure'),
  config: value('file'),
  'upload-file': value('file'),
  form: value('form'),
  'form-string': value('form'),
  ...Object.fromEntries(
    [
      'silent',
      'show-error',
      'verbose',
      'include',
      'fail',
      'fail-with-body',
      'compressed',
      'no-buffer',
      'globoff',
      'progress-bar',
      'basic',
      'http1.1',
      'http2',
      'http2-prior-knowledge',
      'http3',
      'ipv4',
      'ipv6',
      'no-keepalive',
      'remote-name',
      'tlsv1.2',
      'tlsv1.3',
      'path-as-is',
      'no-progress-meter',
      'create-dirs',
      'remote-header-name',
      'styled-output',
      'raw',
      'tcp-nodelay',
    ].map((name) => [name, flag('silent')]),
  ),
  ...Object.fromEntries(
    [
      'output',
      'write-out',
      'max-time',
      'connect-timeout',
      'cookie-jar',
      'dump-header',
      'max-redirs',
      'retry-delay',
      'retry-max-time',
      'trace',
      'trace-ascii',
      'stderr',
      'keepalive-time',
      'limit-rate',
      'speed-limit',
      'speed-time',
      'parallel-max',
      'expect100-timeout',
    ].map((name) => [name, value('silent')]),
  ),
  ...Object.fromEntries(
    [
      'proxy',
      'proxy-user',
      'proxy-header',
      'noproxy',
      'cacert',
      'capath',
      'cert',
      'key',
      'pass',
      'cert-type',
      'key-type',
      'resolve',
      'connect-to',
      'interface',
      'range',
      'unix-socket',
      'aws-sigv4',
      'ciphers',
      'pinnedpubkey',
      'doh-url',
      'dns-servers',
      'time-cond',
      'request-target',
      'socks5',
      'socks5-hostname',
    ].map((name) => [name, value('left-out')]),
  ),
  ...Object.fromEntries(
    ['digest', 'ntlm', 'negotiate', 'anyauth', 'netrc', 'proxy-insecure', 'next'].map((name) => [
      name,
      flag('left-out'),
    ]),
  ),
}

const shorts: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  G: 'get',
  u: 'user',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  I: 'head',
  L: 'location',
  k: 'insecure',
  K: 'config',
  T: 'upload-file',
  F: 'form',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  i: 'include',
  f: 'fail',
  N: 'no-buffer',
  g: 'globoff',
  '#': 'progress-bar',
  4: 'ipv4',
  6: 'ipv6',
  O: 'remote-name',
  J: 'remote-header-name',
  o: 'output',
  w: 'write-out',
  m: 'max-time',
  c: 'cookie-jar',
  D: 'dump-header',
  x: 'proxy',
  U: 'proxy-user',
  E: 'cert',
  r: 'range',
  n: 'netrc',
}

/** The options and other words of a command line behind `curl`, in order; `-sSXPOST` are three. */
export function* readOptions(words: readonly string[]): Generator<{ option: CurlOption | null; value: string }> {
  let onlyWords = false
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (onlyWords || !word.startsWith('-') || word === '-') yield { option: null, value: word }
    else if (word === '--') onlyWords = true
    else if (word.startsWith('--')) {
      const option = longOption(word.slice(2))
      yield { option, value: option.takesValue ? (words[++at] ?? '') : '' }
    } else {
      for (let index = 1; index < word.length; index += 1) {
        const option = shortOption(word.charAt(index))
        const rest = word.slice(index + 1)
        yield { option, value: option.takesValue ? rest || (words[++at] ?? '') : '' }
        if (option.takesValue) break
      }
    }
  }
}

function longOption(name: string): CurlOption {
  const known = Object.hasOwn(options, name) ? options[name] : undefined
  return { name: `--${name}`, ...(known ?? flag('left-out')) }
}

function shortOption(letter: string): CurlOption {
  const name = Object.hasOwn(shorts, letter) ? shorts[letter] : undefined
  return name === undefined ? { name: `-${letter}`, ...flag('left-out') } : { ...longOption(name), name: `-${letter}` }
}
