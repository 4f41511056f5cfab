import { isIP } from 'node:net'
import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { credentialInUrl } from './credential-in-url.ts'
import { isLoopback } from './is-loopback.ts'
import { type MailServer, mailServerOf } from './mail-from-env.ts'
import { OperatorError } from './operator-error.ts'
import { type IdentityProvider, identityProviderOf } from './sso-from-env.ts'

export type RootKeyLocation = { kind: 'file'; path: string } | { kind: 'env'; name: string }

/** A name that the demo points at a service on this machine. */
export type DemoHost = { host: string; port: number; address: string; addressPort: number }

/** Where connections of sends go out. */
export type OperatorProxy = {
  isTls: boolean
  /** An IPv6 address without brackets. */
  host: string
  port: number
  /** The value of Proxy-Authorization. A function, so that who prints the configuration prints no password. RFC 7617. */
  authorization: () => string | null
}

export type Env = {
  port: number
  host: string
  /** The public origin. */
  url: URL
  /** Networks in CIDR form whose forwarded client address counts. */
  trustedProxies: string[]
  /** Absolute path. */
  home: string
  databaseUrl: string
  rootKey: RootKeyLocation
  /** `host:port` as the URL parser writes them, the port always there: `10.0.0.7:8443`, `[fd00::1]:443`. */
  allowPrivate: string[]
  demoHosts: DemoHost[]
  proxy: OperatorProxy | null
  /** Null: no mail is sent. */
  mail: MailServer | null
  /** Null: there is no single sign-on. */
  sso: IdentityProvider | null
  isProduction: boolean
}

type Source = Record<string, string | undefined>

let parsed: Env | undefined

/** The process's configuration, read once. Throws an OperatorError naming the first variable that is malformed. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** Reads a configuration. An empty variable counts as absent. Throws an OperatorError that quotes no value. */
export function parseEnv(source: Source): Env {
  const port = portOf('PORT', source.PORT || '3000')
  const home = path.resolve(source.POSTERN_HOME || '.postern')
  return {
    port,
    host: hostOf('HOST', source.HOST || '127.0.0.1'),
    url: publicUrl(source.POSTERN_URL || `http://localhost:${port}`),
    trustedProxies: list(source.POSTERN_TRUSTED_PROXIES).map(network),
    home,
    databaseUrl: databaseUrl(source.DATABASE_URL),
    rootKey: rootKeyLocation(source.POSTERN_ROOT_KEY || `file:${path.join(home, 'root.key')}`),
    allowPrivate: list(source.POSTERN_ALLOW_PRIVATE).map((entry) => {
      const { host, port } = hostAndPort('POSTERN_ALLOW_PRIVATE', entry)
      return `${host}:${port}`
    }),
    demoHosts: list(source.POSTERN_DEMO_HOSTS).map(demoHost),
    proxy: operatorProxy(source.HTTPS_PROXY || source.https_proxy),
    mail: mailServerOf(source),
    sso: identityProviderOf(source),
    isProduction: source.NODE_ENV === 'production',
  }
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function portOf(name: string, value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (port < 1 || port > 65_535) throw new OperatorError(`${name} must be a port number from 1 to 65535.`)
  return port
}

function hostOf(name: string, value: string): string {
  const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
  if (isIP(value) !== 0 || new RegExp(`^${label}(\\.${label})*$`).test(value)) return value
  throw new OperatorError(`${name} must be an IP address or a host name, without a port and without brackets.`)
}

function publicUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isOrigin = url !== undefined && `${url.origin}/` === url.href && !/[\s\\]/.test(value)
  if (!isOrigin || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OperatorError(
      'POSTERN_URL must be the public origin, such as https://postern.example.com, without a path, a query or a user name.',
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new OperatorError(
      'POSTERN_URL must begin with https://, because people type credentials there; http is accepted for this machine only.',
    )
  }
  return url
}

function network(value: string): string {
  const sentence = 'POSTERN_TRUSTED_PROXIES must be IP addresses or networks such as 10.0.0.0/8, separated by commas.'
  try {
    if (isIP(value) !== 0) return `${value}/${isIP(value) === 4 ? 32 : 128}`
    const [address, length] = ipaddr.parseCIDR(value)
    if (isIP(value.split('/')[0] ?? '') === 0) throw new OperatorError(sentence)
    return `${address.toString()}/${length}`
  } catch {
    throw new OperatorError(sentence)
  }
}

function databaseUrl(value: string | undefined): string {
  if (!value) {
    throw new OperatorError(
      'DATABASE_URL is not set: `npm run up` starts a database and sets it; otherwise give the address of PostgreSQL 15 or later.',
    )
  }
  if (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)) return value
  throw new OperatorError('DATABASE_URL must look like postgresql://user:password@host:5432/database.')
}

function rootKeyLocation(value: string): RootKeyLocation {
  const [, kind, rest] = /^(file|env):(.+)$/s.exec(value) ?? []
  if (kind === 'file' && rest !== undefined) return { kind, path: path.resolve(rest) }
  if (kind === 'env' && rest !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(rest)) return { kind, name: rest }
  throw new OperatorError(
    'POSTERN_ROOT_KEY must be file:PATH (a file that holds the root key) or env:NAME (a variable that holds it), not the key itself.',
  )
}

function hostAndPort(name: string, value: string): { host: string; port: number } {
  const [, host, port] = /^([^\s/?#@\\:]+|\[[0-9A-Fa-f:.]+\]):(\d+)$/.exec(value) ?? []
  if (host === undefined || port === undefined || !URL.canParse(`https://${host}`)) {
    throw new OperatorError(`${name} must be entries of the form host:port, separated by commas.`)
  }
  return { host: new URL(`https://${host}`).hostname.replace(/\.$/, ''), port: portOf(`The port in ${name}`, port) }
}

function demoHost(value: string): DemoHost {
  const [from = '', to = '', ...more] = value.split('=')
  const sentence =
    'POSTERN_DEMO_HOSTS must be entries of the form name:port=127.0.0.1:port, separated by commas, and point at this machine only.'
  if (more.length > 0) throw new OperatorError(sentence)
  const { host, port } = hostAndPort('POSTERN_DEMO_HOSTS', from)
  const target = hostAndPort('POSTERN_DEMO_HOSTS', to)
  if (target.host !== '127.0.0.1' && target.host !== '[::1]') throw new OperatorError(sentence)
  return { host, port, address: target.host.replace(/^\[|\]$/g, ''), addressPort: target.port }
}

function operatorProxy(value: string | undefined): OperatorProxy | null {
  if (!value) return null
  const sentence =
    'HTTPS_PROXY (or https_proxy) must be http:// or https://, a host and a port, such as http://proxy.example:3128; user:password@ before the host is percent-encoded.'
  const url = URL.canParse(value) && !/[\s\\]/.test(value) ? new URL(value) : null
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\/[^/?#]+\/?$/i.test(value) || url.port === '0')
    throw new OperatorError(sentence)
  const [username, password] = [credentialInUrl(url.username), credentialInUrl(url.password)]
  if (username === null || password === null || username.includes(':')) throw new OperatorError(sentence)
  const hasCredentials = username !== '' || password !== ''
  const header = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
  return {
    isTls: url.protocol === 'https:',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    authorization: () => (hasCredentials ? header : null),
  }
}
