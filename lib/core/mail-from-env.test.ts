import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { mailServerOf } from './mail-from-env.ts'
import { OperatorError } from './operator-error.ts'

const MAIL_FROM = 'postern@acme.example'

test('a mail server is read, and no printing shows its password', () => {
  assert.equal(mailServerOf({ SMTP_URL: '', MAIL_FROM: '' }), null)
  const server = mailServerOf({ SMTP_URL: 'smtps://po%40st:canary%3a%C3%A9@Mail.example', MAIL_FROM })
  assert.deepEqual([server?.host, server?.port, server?.tls], ['mail.example', 465, 'implicit'])
  assert.deepEqual(server?.credentials(), { user: 'po@st', pass: 'canary:é' })
  assert.doesNotMatch(`${JSON.stringify(server)} ${inspect(server, { depth: 9, showHidden: true })}`, /canary/)
})

test('TLS is left out for this machine alone', () => {
  const of = (SMTP_URL: string) => {
    const server = mailServerOf({ SMTP_URL, MAIL_FROM })
    return [server?.host, server?.port, server?.tls, server?.credentials()]
  }
  assert.deepEqual(of('smtp://mail.example'), ['mail.example', 587, 'starttls', null])
  assert.deepEqual(of('smtp://mail.example:25/'), ['mail.example', 25, 'starttls', null])
  assert.deepEqual(of('smtp://10.0.0.7:443'), ['10.0.0.7', 443, 'starttls', null])
  assert.deepEqual(of('smtp://localhost.example:1025'), ['localhost.example', 1025, 'starttls', null])
  assert.deepEqual(of('smtp://127.0.0.1:1025'), ['127.0.0.1', 1025, 'none', null])
  assert.deepEqual(of('SMTP://[::1]'), ['::1', 587, 'none', null])
  assert.deepEqual(of('smtps://localhost'), ['localhost', 465, 'implicit', null])
})

test('from whom mails are may have a name', () => {
  const of = (from: string) => mailServerOf({ SMTP_URL: 'smtps://mail.example', MAIL_FROM: from })?.from
  assert.deepEqual(of(MAIL_FROM), { name: '', address: MAIL_FROM })
  assert.deepEqual(of(`Postern at Acme <${MAIL_FROM}>`), { name: 'Postern at Acme', address: MAIL_FROM })
  assert.deepEqual(of(`"Acme, Postern" <${MAIL_FROM}>`), { name: 'Acme, Postern', address: MAIL_FROM })
})

test('half of it, or what is neither, stops the start with a sentence that quotes nothing', () => {
  const refused = (source: Record<string, string>, name: RegExp) =>
    assert.throws(
      () => mailServerOf(source),
      (error) => error instanceof OperatorError && name.test(error.message) && !error.message.includes('canary'),
      JSON.stringify(source),
    )
  refused({ SMTP_URL: 'smtps://mail.example' }, /MAIL_FROM is missing/)
  refused({ MAIL_FROM }, /SMTP_URL is missing/)
  for (const SMTP_URL of [
    'https://mail.example',
    'mail.example',
    'smtp://',
    'smtp://mail.example/canary',
    'smtp://mail.example?canary=1',
    'smtp://canary@mail.example',
    'smtp://a:%0Acanary@mail.example',
    'smtp://a:%zzcanary@mail.example',
    'smtp://mail.example:0',
    'smtp://mail.example:70000',
    'smtp://mail .example',
  ])
    refused({ SMTP_URL, MAIL_FROM }, /^SMTP_URL must be/)
  for (const from of [
    'canary',
    'a@b@c',
    'Canary <canary',
    `a\n${MAIL_FROM}`,
    `x <${MAIL_FROM}>, y@acme.example`,
    'a b@c',
  ])
    refused({ SMTP_URL: 'smtps://mail.example', MAIL_FROM: from }, /^MAIL_FROM must be/)
})
