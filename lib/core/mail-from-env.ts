import { credentialInUrl } from './credential-in-url.ts'
import { isLoopback } from './is-loopback.ts'
import { OperatorError } from './operator-error.ts'

/** The operator's mail server, and from whom mails are. */
export type MailServer = {
  /** An IPv6 address without brackets. */
  host: string
  port: number
  /** `implicit`: TLS from the first byte. `starttls`: nothing is said before it. `none`: this machine alone. RFC 8314. */
  tls: 'implicit' | 'starttls' | 'none'
  /** Functions, so that who prints the configuration prints no password. */
  credentials: () => { user: string; pass: string } | null
  from: { name: string; address: string }
}

type Source = Record<string, string | undefined>

const address = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\]{1,255}$/

/** SMTP_URL and MAIL_FROM, or null where both are absent. Throws an OperatorError that quotes nothing for one alone or what is neither. */
export function mailServerOf({ SMTP_URL, MAIL_FROM }: Source): MailServer | null {
  if (!SMTP_URL && !MAIL_FROM) return null
  if (!SMTP_URL || !MAIL_FROM) {
    throw new OperatorError(
      `SMTP_URL and MAIL_FROM are set together: ${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'} is missing, or the other one is too much.`,
    )
  }
  return { ...server(SMTP_URL), from: sender(MAIL_FROM) }
}

function server(value: string): Omit<MailServer, 'from'> {
  const wrong = new OperatorError(
    'SMTP_URL must be smtps://host or smtp://host (then STARTTLS is required, but on this machine), with user:password@ before the host, percent-encoded, and :port behind it where needed.',
  )
  const isWritten = /^smtps?:\/\/[^/?#]+\/?$/i.test(value) && !/[\s\\]/.test(value) && URL.canParse(value)
  // Only of the schemes that it knows does the URL parser judge and normalize the host.
  const url = isWritten ? new URL(value.replace(/^smtps?:/i, 'https:')) : null
  if (!url || url.port === '0') throw wrong
  const user = credentialInUrl(url.username)
  const pass = credentialInUrl(url.password)
  if (user === null || pass === null || (user === '') !== (pass === '')) throw wrong
  const isImplicit = /^smtps:/i.test(value)
  const port = /:(\d+)\/?$/.exec(value.replace(/^.*@/, ''))?.[1]
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(port ?? (isImplicit ? 465 : 587)),
    tls: isImplicit ? 'implicit' : isLoopback(url.hostname) ? 'none' : 'starttls',
    credentials: () => (user === '' ? null : { user, pass }),
  }
}

function sender(value: string): MailServer['from'] {
  const [, quoted, plain = '', within] = /^(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]+)>$/.exec(value) ?? []
  const from = { name: quoted ?? plain, address: within ?? value }
  if (address.test(from.address) && from.name.length <= 100 && !/\p{Cc}/u.test(value)) return from
  throw new OperatorError(
    'MAIL_FROM must be an e-mail address, such as postern@example.com or Postern <postern@example.com>.',
  )
}
