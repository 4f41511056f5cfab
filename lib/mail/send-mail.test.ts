import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { MailServer } from '#lib/core/mail-from-env.ts'
import { type MailServerOptions, startMailServer, type TestMailServer } from '#lib/testing/mail-server.ts'
import { linkInMail, textOfMail } from '#lib/testing/text-of-mail.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { sendMail } from './send-mail.ts'

const mail = {
  to: 'tom@acme.example',
  subject: 'Ünvited to <b>Acme</b>\r\nBcc: eve@evil.example',
  paragraphs: ['<b>Acme</b> & "Söhne" invite you.'],
  action: { label: 'Accept', url: 'https://postern.example/invite#canary-of-a-link' },
  closing: 'Ignore it otherwise.',
}
const from = { name: 'Postern, Acme', address: 'postern@acme.example' }

const servers: TestMailServer[] = []
after(() => Promise.all(servers.map((server) => server.stop())))

async function start(options: MailServerOptions): Promise<TestMailServer> {
  const server = await startMailServer(options)
  servers.push(server)
  return server
}

const at = (server: TestMailServer, options: Partial<MailServer> = {}): MailServer => ({
  host: 'localhost',
  port: server.port,
  tls: 'implicit',
  credentials: () => null,
  from,
  ...options,
})

/** What was written to standard output meanwhile: the log. */
async function logged(work: () => Promise<void>): Promise<string> {
  const { default: fs } = await import('node:fs')
  const write = fs.writeSync
  const lines: string[] = []
  // pino writes its lines synchronously.
  fs.writeSync = ((fd: number, ...rest: [string]) => {
    if (fd === 1) lines.push(String(rest[0]))
    return (write as (...all: unknown[]) => number)(fd, ...rest)
  }) as typeof fs.writeSync
  try {
    await work()
  } finally {
    fs.writeSync = write
  }
  return lines.join('')
}

describe('a mail', () => {
  test('goes over TLS that is verified, with the operator’s user and password, to one person', async () => {
    const login = { user: 'postern', pass: 'sesame' }
    for (const tls of ['implicit', 'starttls'] as const) {
      const server = await start({ tls, login })
      const target = at(server, { tls, credentials: () => login })
      assert.equal(await sendMail(mail, target), 'failed', 'Nobody vouches for its certificate.')
      assert.deepEqual(await server.mails(), [])
      trustAuthority(server.authority)
      assert.equal(await sendMail(mail, target), 'sent')
      const [received, ...more] = await server.mails()
      assert.equal(more.length, 0)
      assert.deepEqual(received?.to, ['tom@acme.example'])
      assert.equal(received?.isSecure, true)
    }
  })

  test('says what it says in text and in HTML, and nothing in it becomes a header or an element', async () => {
    const server = await start({ tls: 'none' })
    assert.equal(await sendMail(mail, at(server, { tls: 'none' })), 'sent')
    const raw = (await server.mails())[0]?.raw ?? ''
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
    assert.doesNotMatch(head, /^Bcc:/im)
    assert.match(head, /^From: "Postern, Acme" <postern@acme\.example>\r$/m)
    assert.match(head, /^Auto-Submitted: auto-generated\r$/m)
    assert.match(
      textOfMail(raw),
      /<b>Acme<\/b> & "Söhne" invite you\.[\s\S]*Accept:\r?\nhttps:[\s\S]*-- \r?\nIgnore it/,
    )
    assert.equal(linkInMail(raw), mail.action.url)
    const html = raw.slice(raw.indexOf('text/html')).replace(/=\r\n/g, '')
    assert.match(html, /&lt;b&gt;Acme&lt;\/b&gt; &amp; &quot;S/)
    assert.doesNotMatch(html, /<b>|<img|<script|<link/)
  })

  test('is not sent in the clear to another machine, whatever the server offers', async () => {
    const server = await start({ tls: 'none' })
    assert.equal(await sendMail(mail, at(server, { tls: 'starttls' })), 'failed')
    assert.equal(await server.connections(), 1)
    assert.deepEqual(await server.mails(), [])
  })

  test('that fails throws nothing, and the log says neither to whom, nor the link, nor what the server said', async () => {
    const server = await start({ tls: 'none' })
    await server.refuse(true)
    const lines = await logged(async () => {
      assert.equal(await sendMail(mail, at(server, { tls: 'none' })), 'failed')
      await server.stop()
      assert.equal(await sendMail(mail, at(server, { tls: 'none' })), 'failed')
    })
    assert.equal(lines.match(/"event":"failure"/g)?.length, 2)
    assert.doesNotMatch(lines, /canary|tom@|sesame/)
  })

  test('is not sent where no server is set', async () => {
    assert.equal(await sendMail(mail, null), 'not_set_up')
  })
})
