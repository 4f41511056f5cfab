import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import type { Credential } from '#lib/secrets/schema.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import type { Aim } from './aim.ts'
import type { Exchange } from './exchange.ts'
import { send } from './send.ts'

let upstream: Upstream
let impostor: Upstream
let tenant: Tenant

/** Names this process among the database's clients, whatever other tests run beside it. */
const applicationName = `send-test-${process.pid}`

before(async () => {
  const address = process.env.DATABASE_URL ?? ''
  process.env.DATABASE_URL = `${address}${address.includes('?') ? '&' : '?'}application_name=${applicationName}`
  upstream = await startUpstream()
  impostor = await startUpstream({ certificate: 'self-signed' })
  trustAuthority(upstream.authority)
  // Read once, at the first use of the environment.
  process.env.POSTERN_ALLOW_PRIVATE = `localhost:${upstream.port},localhost:${impostor.port},localhost:9`
  tenant = await makeTenant()
})
beforeEach(async () => {
  await Promise.all([upstream.forget(), impostor.forget()])
  await upstream.answer({ echo: true, headers: [{ name: 'Content-Type', value: 'text/plain' }] })
})
after(async () => {
  await Promise.all([upstream.stop(), impostor.stop(), disconnect()])
})

/** A value that stands nowhere else. */
const canary = (kind: string) => `canary-${kind}-${randomBytes(12).toString('hex')}`

let serial = 0
async function store(credential: Credential, on = tenant): Promise<{ id: string; name: string }> {
  serial += 1
  const input = secretInput(on.place, { name: `secret-${serial}`, ...credential })
  return runChange(await on.permit('secret:create'), (scope) => createSecret(scope, input))
}
const token = (value: string) => store({ type: 'token', value })

const request = (changes: Partial<StoredRequest> = {}): StoredRequest => ({
  method: 'POST',
  baseUrl: upstream.origin,
  path: '/v1/contacts',
  headers: [],
  query: [],
  bodyType: 'none',
  body: '',
  followRedirects: false,
  retries: 0,
  ...changes,
})
const withHeader = (value: string, name = 'X-Api-Key') => request({ headers: [{ name, value }] })

/** Somebody who may change every secret has aimed these requests. */
const aim = { host: 'organization', references: { get: () => 'organization' } } as unknown as Aim
const consumer = { kind: 'integration_request' as const, id: randomUUID(), name: 'CRM sync · Create contact', aim }
const sendIt = async (stored: StoredRequest, on = tenant) => send(await on.permit('integration:test'), consumer, stored)

type Refused = Extract<Exchange, { outcome: 'refused' }>
type Answered = Extract<Exchange, { outcome: 'answered' }>
async function refused(stored: StoredRequest, on = tenant): Promise<Refused> {
  const exchange = await sendIt(stored, on)
  assert.equal(exchange.outcome, 'refused', JSON.stringify(exchange))
  return exchange as Refused
}
async function answered(stored: StoredRequest): Promise<Answered> {
  const exchange = await sendIt(stored)
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
  return exchange as Answered
}
const headersSeen = async () => new Map((await upstream.requests())[0]?.headers.map(({ name, value }) => [name, value]))
const bodySeen = async () => Buffer.from((await upstream.requests())[0]?.body ?? '', 'base64').toString('utf8')
const usageOf = (id: string | null) =>
  db().usageRecord.findFirst({ where: { id: id ?? randomUUID() }, include: { secrets: true } })
const stateOf = (exchange: Exchange) => Object.fromEntries(exchange.steps.map(({ step, state }) => [step, state]))

describe('the server receives exactly the value, and nobody else does', () => {
  test('in header, query, path and body at once, redacted in what is shown', async () => {
    const value = canary('token')
    const { id, name } = await token(value)
    const exchange = await answered(
      request({
        path: `/v1/{secrets.${name}}/contacts`,
        headers: [{ name: 'Authorization', value: `Bearer {secrets.${name}}` }],
        query: [{ name: 'key', value: `{{ secrets.${name} }}` }],
        bodyType: 'json',
        body: `{"a": "{secret:${name.toUpperCase()}}", "b": "\\{secrets.${name}}"}`,
      }),
    )
    const [seen] = await upstream.requests()
    assert.equal(seen?.target, `/v1/${value}/contacts?key=${value}`)
    assert.equal((await headersSeen()).get('Authorization'), `Bearer ${value}`)
    assert.equal((await headersSeen()).get('Content-Type'), 'application/json')
    assert.equal((await headersSeen()).get('Accept-Encoding'), 'identity')
    assert.equal(await bodySeen(), `{"a": "${value}", "b": "{secrets.${name}}"}`)

    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
    assert.equal(exchange.redactions, 4)
    assert.match(exchange.answer.body, /Bearer ••••••/)
    assert.equal(exchange.request?.target, '/v1/••••••/contacts?key=••••••')
    assert.equal(exchange.request?.body, `{"a": "••••••", "b": "{secrets.${name}}"}`)
    assert.deepEqual(exchange.secrets, [{ id, name, version: 1 }])
    assert.ok(exchange.steps.every(({ state }) => state === 'done'))

    const usage = await usageOf(exchange.usageId)
    assert.equal(usage?.outcome, 'answered')
    assert.equal(usage?.status, 200)
    assert.equal(usage?.host, `localhost:${upstream.port}`)
    assert.deepEqual(
      usage?.secrets.map(({ secretId, version }) => ({ secretId, version })),
      [{ secretId: id, version: 1 }],
    )
    assert.doesNotMatch(JSON.stringify(usage), new RegExp(value))
  })

  test('a pair: whole as Basic, and each half', async () => {
    const [username, password] = [canary('user'), canary('pass')]
    const { name } = await store({ type: 'username_password', value: { username, password } })
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    for (const value of [
      `Basic {secrets.${name}}`,
      `Basic {secrets.${name}}:`,
      `Basic {secrets.${name}#username}:{secrets.${name}#password}`,
    ]) {
      await upstream.forget()
      const exchange = await answered(withHeader(value, 'Authorization'))
      assert.equal((await headersSeen()).get('Authorization'), basic)
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(basic.slice(6, 20)))
    }
    await upstream.forget()
    await answered(withHeader(`{secrets.${name}#password}`))
    assert.equal((await headersSeen()).get('X-Api-Key'), password)

    for (const value of [`{secrets.${name}}`, `Bearer {secrets.${name}}`, `Basic x:{secrets.${name}}`]) {
      assert.equal((await refused(withHeader(value))).code, 'secret_part_required')
    }
    assert.equal((await refused(withHeader(`{secrets.${name}#other}`))).code, 'secret_part_missing')
  })

  test('a Token as username or password of Basic', async () => {
    const value = canary('token')
    const { name } = await token(value)
    const base64 = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    for (const [written, expected] of [
      [`Basic {secrets.${name}}`, base64(`${value}:`)],
      [`basic {secrets.${name}}:`, base64(`${value}:`)],
      [`Basic :{secrets.${name}}`, base64(`:${value}`)],
      [`Basic api:{secrets.${name}}`, base64(`api:${value}`)],
    ] as const) {
      await upstream.forget()
      await answered(withHeader(written, 'Authorization'))
      assert.equal((await headersSeen()).get('Authorization'), expected)
    }
    assert.equal((await refused(withHeader(`{secrets.${name}#part}`))).code, 'secret_part_missing')
  })

  test('JSON: whole as a value and inside a string, and its parts, numbers as they were typed', async () => {
    const secret = canary('json')
    const { name } = await store({
      type: 'json',
      value: `{ "clientSecret": "${secret}",\n "n": 12345678901234567890.10, "deep": { "a/b": ["${secret}-0", "${secret}-\\u0031"] } }`,
    })
    const minified = `{"clientSecret":"${secret}","n":12345678901234567890.10,"deep":{"a/b":["${secret}-0","${secret}-\\u0031"]}}`
    const exchange = await answered(
      request({
        bodyType: 'json',
        body: `{"whole":{secrets.${name}},"text":"{secrets.${name}}","n":{secrets.${name}#n},"s":{secrets.${name}#clientSecret},"i":"{secrets.${name}#/deep/a~1b/1}"}`,
      }),
    )
    assert.equal(
      await bodySeen(),
      `{"whole":${minified},"text":${JSON.stringify(minified)},"n":12345678901234567890.10,"s":"${secret}","i":"${secret}-1"}`,
    )
    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(secret))

    for (const part of [
      'missing',
      'deep/a',
      '/deep/a~1b/01',
      '/deep/a~1b/2',
      '/deep/a~1b/-',
      '__proto__',
      '/clientSecret/0',
    ]) {
      const exchange = await refused(withHeader(`{secrets.${name}#${part}}`))
      assert.deepEqual([exchange.code, exchange.nothingLeft], ['secret_part_missing', true], part)
    }
  })

  test('hostile values arrive exactly where they can be carried, and are refused elsewhere', async () => {
    const hostile = {
      'line break': 'aaaaaaaa\r\nX-Injected: yes',
      nul: 'aaaaaaaa\u0000bbbb',
      quotes: `aaaaaaaa"b'c\\d`,
      braces: 'aaaaaaaa{"x":"}{',
      reference: '{secrets.secret-1}{{secrets.secret-2}}',
      escape: '\\{secrets.secret-1}',
      markup: '</a><b>&amp;]]>--aaaa',
      form: 'a=b&c=d+e%20f;aaaa',
      emoji: 'aaaaaaaa🗝️é',
      spaces: '  padded value  ',
      long: 'x'.repeat(64 * 1024),
    }
    const inHeader = new Set(['quotes', 'braces', 'reference', 'escape', 'markup', 'form'])
    for (const [kind, value] of Object.entries(hostile)) {
      const { name } = await token(value)
      const reference = `{secrets.${name}}`
      await upstream.forget()
      await sendIt(request({ bodyType: 'json', body: `{"v":"${reference}"}` }))
      assert.deepEqual(JSON.parse(await bodySeen()), { v: value }, kind)

      await upstream.forget()
      await sendIt(request({ bodyType: 'form', body: `v=${reference}&w=1` }))
      assert.deepEqual(
        [...new URLSearchParams(await bodySeen())],
        [
          ['v', value],
          ['w', '1'],
        ],
        kind,
      )

      await upstream.forget()
      await sendIt(request({ bodyType: 'text', body: reference }))
      assert.equal(await bodySeen(), value, kind)

      await upstream.forget()
      await sendIt(request({ query: [{ name: 'v', value: reference }] }))
      const target = (await upstream.requests())[0]?.target ?? ''
      assert.equal(new URL(target, upstream.origin).searchParams.get('v'), value, kind)

      await upstream.forget()
      const exchange = await sendIt(withHeader(reference))
      if (inHeader.has(kind)) assert.equal((await headersSeen()).get('X-Api-Key'), value, kind)
      else if (kind !== 'long') {
        assert.equal((exchange as Refused).code, 'value_not_encodable', kind)
        assert.equal((exchange as Refused).nothingLeft, true)
        assert.deepEqual(await upstream.requests(), [])
        const usage = await usageOf(exchange.usageId)
        assert.deepEqual([usage?.outcome, usage?.code, usage?.secrets], ['failed', 'value_not_encodable', []])
      }
      assert.doesNotMatch(JSON.stringify(exchange), /Injected/)
    }
    const { name } = await token('../../admin/keys')
    assert.equal((await refused(request({ path: `/v1/{secrets.${name}}` }))).code, 'value_not_encodable')
    const xml = await token(hostile.markup)
    await upstream.forget()
    await sendIt(request({ bodyType: 'xml', body: `<a b="{secrets.${xml.name}}">{secrets.${xml.name}}</a>` }))
    assert.equal((await bodySeen()).match(/[<>]/g)?.length, 4)
  })
})

describe('a send stops before a byte leaves, with its code and a sentence that names secret and field', () => {
  const stops = async (stored: StoredRequest, code: string, step: string, named: RegExp[]) => {
    const exchange = await refused(stored)
    assert.equal(exchange.code, code)
    assert.equal(stateOf(exchange)[step], 'stopped')
    assert.equal(exchange.nothingLeft, true)
    for (const pattern of named) assert.match(exchange.message, pattern)
    assert.deepEqual(await upstream.requests(), [])
    assert.equal(await upstream.connections(), 0)
    return exchange
  }

  test('a secret that does not exist', async () => {
    const exchange = await stops(withHeader('{secrets.no-such}'), 'secret_not_found', 'resolve', [
      /no-such/,
      /The header X-Api-Key/,
    ])
    assert.deepEqual(
      [exchange.field, exchange.secretName, exchange.secretId, exchange.usageId],
      ['headers.0.value', 'no-such', null, null],
    )
    assert.deepEqual(stateOf(exchange), {
      resolve: 'stopped',
      judge: 'not_reached',
      address: 'not_reached',
      send: 'not_reached',
      redact: 'not_reached',
    })
  })

  test('an archived secret', async () => {
    const { id, name } = await token(canary('archived'))
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
    )
    const exchange = await stops(
      request({ query: [{ name: 'k', value: `{secrets.${name}}` }] }),
      'secret_archived',
      'judge',
      [new RegExp(name), /The query parameter k/],
    )
    assert.deepEqual([exchange.field, exchange.secretName, exchange.secretId], ['query.0.value', name, id])
  })

  test('another domain’s or organization’s secret', async () => {
    const { name } = await token(canary('foreign'))
    const other = await makeTenant()
    assert.equal((await refused(withHeader(`{secrets.${name}}`), other)).code, 'secret_not_found')
    const america = await tenant.permit('integration:test', 'owner', 'america')
    const exchange = await send(america, consumer, withHeader(`{secrets.${name}}`))
    assert.equal((exchange as Refused).code, 'secret_not_found')
  })

  test('what was saved is judged again', async () => {
    const { name } = await token(canary('token'))
    await stops(withHeader('{secret.x}'), 'reference_malformed', 'resolve', [/The header X-Api-Key/, /character 1/])
    await stops(
      request({ headers: [{ name: `{secrets.${name}}`, value: 'x' }] }),
      'reference_not_allowed_here',
      'resolve',
      [/name/],
    )
    await stops(request({ baseUrl: `https://{secrets.${name}}` }), 'invalid', 'resolve', [/base URL/])
    await stops(withHeader(`{secrets.${name}}{secrets.other}`), 'one_secret_per_field', 'resolve', [/2 secrets/])
    await stops(withHeader('x', 'Host'), 'invalid', 'resolve', [/Host/])
    await stops(request({ bodyType: 'json', body: `{"a":{secrets.${name}}}` }), 'value_not_encodable', 'judge', [
      /quotes/,
    ])
  })

  test('a host without https', async () => {
    const { name } = await token(canary('token'))
    await stops(
      { ...withHeader(`{secrets.${name}}`), baseUrl: `http://localhost:${upstream.port}` },
      'https_required',
      'judge',
      [new RegExp(name), /https/],
    )
  })

  test('an address inside', async () => {
    const { name } = await token(canary('token'))
    const addresses = [
      '127.0.0.1:1',
      '[::1]:1',
      '10.0.0.1',
      '169.254.169.254',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '2130706433',
      '[64:ff9b::7f00:1]',
      '0.0.0.0',
      'localhost:1',
    ]
    for (const host of addresses) {
      const exchange = await stops(
        { ...withHeader(`{secrets.${name}}`), baseUrl: `https://${host}` },
        'address_refused',
        'address',
        [/where requests may not go/],
      )
      assert.equal(exchange.usageId, null)
    }
  })

  test('a certificate that is not verified: not one byte of the request', async () => {
    const { id, name } = await token(canary('token'))
    const exchange = await stops(
      { ...withHeader(`{secrets.${name}}`), baseUrl: impostor.origin },
      'upstream_tls',
      'send',
      [/self-signed/],
    )
    assert.deepEqual(await impostor.requests(), [])
    const usage = await usageOf(exchange.usageId)
    assert.deepEqual([usage?.outcome, usage?.code, usage?.secrets], ['failed', 'upstream_tls', []])
    assert.equal(await db().usageRecordSecret.count({ where: { secretId: id } }), 0)
  })

  test('a request that its values make too large', async () => {
    const { name } = await token('é'.repeat(32 * 1024))
    const query = Array.from({ length: 12 }, (_, index) => ({ name: `k${index}`, value: `{secrets.${name}}` }))
    await stops(request({ query }), 'request_too_large', 'send', [/1 MiB/])
  })
})

describe('what was changed in the database by somebody without the key', () => {
  const tampered = async (change: (secret: { id: string; name: string }) => Promise<unknown>) => {
    const value = canary('tampered')
    const secret = await token(value)
    await change(secret)
    await assert.rejects(
      sendIt(withHeader(`{secrets.${secret.name}}`)),
      (error: Error) => !error.message.includes(value) && error.name !== 'PosternError',
    )
    assert.deepEqual(await upstream.requests(), [])
  }
  const organizationId = () => tenant.organization.id

  test('a state', async () => {
    const { id, name } = await token(canary('archived'))
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
    )
    await db().secret.updateMany({ where: { id }, data: { archivedAt: null } })
    await assert.rejects(sendIt(withHeader(`{secrets.${name}}`)))
    assert.deepEqual(await upstream.requests(), [])
  })
  test('a name', () =>
    tampered(({ id, name }) => db().secret.updateMany({ where: { id }, data: { name: name.toUpperCase() } })))
  test('the allowed hosts', () =>
    tampered(({ id }) =>
      db().secretVersion.updateMany({
        where: { secretId: id },
        data: { allowedHosts: ['*.localhost', 'localhost'].map((host) => `${host}:${upstream.port}`) },
      }),
    ))
  test('a value that is moved from another secret', () =>
    tampered(async ({ id }) => {
      const other = await token(canary('other'))
      const from = await db().secretVersion.findFirst({
        where: { organizationId: organizationId(), secretId: other.id },
      })
      await db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: from?.sealedValue ?? null } })
    }))
  test('a value that is taken away', () =>
    tampered(({ id }) => db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: null } })))

  test('the record of such a send is completed, and says that nothing was used', async () => {
    const { id, name } = await token(canary('tampered'))
    await db().secretVersion.updateMany({ where: { secretId: id }, data: { sealedValue: null } })
    await assert.rejects(sendIt(withHeader(`{secrets.${name}}`)))
    const last = await db().usageRecord.findFirst({
      where: { organizationId: organizationId() },
      orderBy: { at: 'desc' },
      include: { secrets: true },
    })
    assert.deepEqual([last?.outcome, last?.code, last?.secrets], ['failed', 'internal', []])
  })
})

describe('answers', () => {
  const reflecting = { reflect: 'X-Api-Key' }

  test('a value in reason, header names and values, and body is dotted', async () => {
    const value = canary('token')
    const { name } = await token(value)
    await upstream.answer({
      ...reflecting,
      reason: 'Got {header}',
      headers: [
        { name: 'X-{header}', value: 'a{header}b' },
        { name: 'Content-Type', value: 'text/html' },
      ],
      body: '<p>{header}</p>',
    })
    const exchange = await answered(withHeader(`{secrets.${name}}`))
    assert.equal(exchange.answer.statusText, 'Got ••••••')
    assert.deepEqual(exchange.answer.headers[0], { name: 'X-••••••', value: 'a••••••b' })
    assert.equal(exchange.answer.body, '<p>••••••</p>')
    assert.equal(exchange.redactions, 4)
  })

  test('in whatever charset a header or a body is, and whatever it says', async () => {
    const value = 'clé-canary-à-côté'
    const { name } = await token(value)
    const stored = request({ bodyType: 'text', body: `{secrets.${name}}` })
    const asBytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1')
    for (const header of [asBytes(value, 'utf8'), asBytes(value, 'latin1'), `${asBytes(value, 'utf8')}\xff`]) {
      await upstream.answer({ headers: [{ name: 'X-Back', value: header }] })
      const { answer } = await answered(stored)
      assert.equal(answer.headers[0]?.value, '••••••')
    }
    await upstream.answer({ reason: asBytes(value, 'latin1') })
    assert.equal((await answered(stored)).answer.statusText, '')

    const latin1 = [{ name: 'Content-Type', value: 'text/plain; charset=iso-8859-1' }]
    const base64 = (encoding: BufferEncoding) => Buffer.from(value, encoding).toString('base64')
    await upstream.answer({ headers: latin1, body: base64('latin1'), bodyIsBase64: true })
    assert.equal((await answered(stored)).answer.body, '••••••')
    await upstream.answer({ headers: latin1, body: base64('utf8'), bodyIsBase64: true })
    assert.equal((await refused(stored)).code, 'response_withheld')
  })

  test('also where the answer is compressed', async () => {
    const value = canary('token')
    const { name } = await token(value)
    for (const compress of ['gzip', 'br', 'deflate'] as const) {
      await upstream.answer({ ...reflecting, compress, body: 'x{header}y' })
      assert.equal((await answered(withHeader(`{secrets.${name}}`))).answer.body, 'x••••••y')
    }
  })

  test('what cannot be judged is withheld', async () => {
    const value = canary('token')
    const { name } = await token(value)
    const withType = (type: string) => [{ name: 'Content-Type', value: type }]
    for (const answer of [
      { headers: [{ name: 'Content-Encoding', value: 'zstd' }], body: value },
      { headers: [{ name: 'Content-Encoding', value: 'gzip' }], body: value },
      { headers: [{ name: 'Content-Encoding', value: 'gzip, gzip, gzip' }], body: value },
      { headers: withType('text/plain; charset=utf-7'), body: value },
      { headers: withType('text/plain'), body: Buffer.from([0xff, 0xfe]).toString('base64'), bodyIsBase64: true },
      { headers: withType('text/plain'), body: Buffer.from(value, 'utf16le').toString('base64'), bodyIsBase64: true },
    ]) {
      await upstream.answer(answer)
      const exchange = await refused(withHeader(`{secrets.${name}}`))
      assert.deepEqual([exchange.code, exchange.nothingLeft], ['response_withheld', false], JSON.stringify(answer))
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
      assert.equal((await usageOf(exchange.usageId))?.status, 200)
    }
    await upstream.answer({
      headers: withType('text/plain; charset="utf-16le"'),
      body: Buffer.from(value, 'utf16le').toString('base64'),
      bodyIsBase64: true,
    })
    assert.equal((await answered(withHeader(`{secrets.${name}}`))).answer.body, '••••••')
  })

  test('of a short value are withheld, a short username excepted', async () => {
    const short = await token('1234567')
    assert.equal((await refused(withHeader(`{secrets.${short.name}}`))).code, 'response_withheld')
    const pair = await store({ type: 'username_password', value: { username: 'me', password: canary('pass') } })
    await answered(withHeader(`Basic {secrets.${pair.name}}`))
    await answered(withHeader(`{secrets.${pair.name}#username}`))
    const json = await store({ type: 'json', value: `{"a":"${canary('json')}","b":"short"}` })
    await answered(withHeader(`{secrets.${json.name}#a}`))
    assert.equal((await refused(withHeader(`{secrets.${json.name}#b}`))).code, 'response_withheld')
    assert.equal(
      (await refused(request({ bodyType: 'json', body: `{"a":{secrets.${json.name}}}` }))).code,
      'response_withheld',
    )
  })

  test('are redacted before they are cut to 64 KiB', async () => {
    const value = canary('token')
    const { name } = await token(value)
    await upstream.answer({ ...reflecting, body: `${'é'.repeat(32 * 1024 - 8)}{header} tail` })
    const exchange = await answered(withHeader(`{secrets.${name}}`))
    assert.equal(exchange.answer.bodyTruncated, true)
    assert.ok(Buffer.byteLength(exchange.answer.body) <= 64 * 1024)
    assert.doesNotMatch(exchange.answer.body, /canary|\ufffd/)
  })

  test('that redirect are not followed', async () => {
    const { name } = await token(canary('token'))
    await upstream.answer({ status: 302, headers: [{ name: 'Location', value: `${upstream.origin}/elsewhere` }] })
    const exchange = await refused(withHeader(`{secrets.${name}}`))
    assert.deepEqual(
      [exchange.code, exchange.nothingLeft, stateOf(exchange).send],
      ['redirect_refused', false, 'stopped'],
    )
    assert.equal((await upstream.requests()).length, 1)
    const usage = await usageOf(exchange.usageId)
    assert.deepEqual(
      [usage?.outcome, usage?.code, usage?.status, usage?.secrets.length],
      ['failed', 'redirect_refused', 302, 1],
    )
  })
})

test('a request without secrets is sent and leaves no usage record', async () => {
  const exchange = await answered(request({ method: 'GET' }))
  assert.equal(exchange.usageId, null)
  assert.equal(exchange.redactions, 0)
})

test('without a usage record nothing leaves', async () => {
  const { name } = await token(canary('token'))
  const consumerThatCannotBeWritten = { ...consumer, name: 'a\0b' }
  const exchange = await send(
    await tenant.permit('integration:test'),
    consumerThatCannotBeWritten,
    withHeader(`{secrets.${name}}`),
  )
  assert.equal((exchange as Refused).code, 'usage_unavailable')
  assert.equal(await upstream.connections(), 0)
})

/** How many connections of this process wait inside a transaction. */
async function idleInTransaction(): Promise<number> {
  const rows = await db().$queryRaw<{ state: string }[]>`
    SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = ${applicationName}`
  assert.ok(rows.length > 0, 'No connection of this process was found.')
  return rows.filter(({ state }) => state.startsWith('idle in transaction')).length
}

test('a transaction that waits would be found', async () => {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1`
    assert.equal(await idleInTransaction(), 1)
  })
})

test('while an upstream stalls, the record is durable and no transaction is open', async () => {
  const { id, name } = await token(canary('token'))
  await upstream.answer({ stall: 'headers' })
  const sending = sendIt(withHeader(`{secrets.${name}}`))
  while ((await upstream.requests()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))

  assert.equal(await idleInTransaction(), 0)
  const [used] = await db().usageRecordSecret.findMany({ where: { secretId: id }, include: { usage: true } })
  assert.equal(used?.usage.outcome, 'started')

  await upstream.stop()
  const exchange = (await sending) as Refused
  assert.deepEqual([exchange.code, exchange.nothingLeft], ['upstream_unreachable', false])
  assert.equal((await usageOf(exchange.usageId))?.outcome, 'failed')
})
