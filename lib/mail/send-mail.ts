import { createTransport } from 'nodemailer'
import { env } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import type { MailServer } from '#lib/core/mail-from-env.ts'
import { composeMail } from './compose-mail.ts'
import type { Mail, MailOutcome } from './mail.ts'

/**
 * Hands a mail to the operator's server, over TLS that is verified, but on this machine itself. Never throws: a mail that
 * fails must not fail what it tells of. A failure is logged without address, link and the server's words. Not for a
 * transaction: a server may take its time. RFC 8314, RFC 3207.
 */
export async function sendMail(mail: Mail, server: MailServer | null = env().mail): Promise<MailOutcome> {
  if (!server) return 'not_set_up'
  const transport = transportTo(server)
  try {
    const { text, html } = composeMail(mail)
    const { accepted } = await transport.sendMail({
      from: server.from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text,
      html,
      // Mails with a link that works once must not wake an answering machine. RFC 3834.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return accepted.length > 0 ? 'sent' : 'failed'
  } catch (error) {
    log.failure(error)
    return 'failed'
  } finally {
    transport.close()
  }
}

function transportTo({ host, port, tls, credentials }: MailServer) {
  const auth = credentials()
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    ...(auth && { auth }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    // A mail is its text: none of it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
