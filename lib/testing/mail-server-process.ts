// The process behind startMailServer(): an SMTP server that keeps the mails it got, and refuses what it was told to.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailServerOptions, ReceivedMail, ToMailServer } from './mail-server.ts'

let mails: ReceivedMail[] = []
let refusesAll = false
let connections = 0

function serverOf({ tls, login }: MailServerOptions, certificate: { cert: string; key: string }): SMTPServer {
  const server = new SMTPServer({
    ...certificate,
    secure: tls === 'implicit',
    hideSTARTTLS: tls !== 'starttls',
    authOptional: !login,
    disabledCommands: login ? [] : ['AUTH'],
    onConnect: (_, done) => {
      connections += 1
      done()
    },
    onAuth: (given, _, done) => {
      if (login && given.username === login.user && given.password === login.pass)
        return done(null, { user: given.username })
      done(new Error('535 canary-of-the-server'))
    },
    onRcptTo: (address, _, done) => {
      if (refusesAll) return done(new Error(`550 ${address.address} canary-of-the-server`))
      done()
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { rcptTo } = session.envelope
        mails.push({
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
          isSecure: session.secure,
        })
        done()
      })
    },
  })
  // A client that does not believe the certificate breaks off: that is what it should do.
  server.on('error', () => {})
  return server
}

process.on('message', (message: ToMailServer) => {
  const reply = (value: unknown) => process.send?.({ id: message.id, value })
  switch (message.verb) {
    case 'listen': {
      const { server } = serverOf(message.options, message.certificate)
      server.listen(message.options.port ?? 0, '127.0.0.1', () => reply((server.address() as AddressInfo).port))
      break
    }
    case 'refuse':
      refusesAll = message.all
      reply(null)
      break
    case 'mails':
      reply({ mails, connections })
      break
    case 'forget':
      mails = []
      connections = 0
      reply(null)
      break
  }
})
// Whoever started this process is gone: nothing is left to serve.
process.on('disconnect', () => process.exit(0))
