import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { giveTo, sender } from '#lib/testing/given.ts'
import { bodySeen, canary, headersSeen, tenant, token, upstream, usageOf } from '#lib/testing/sends.ts'

test('a request is sent with its values and answered redacted, and its record names the token', async () => {
  const value = canary('api')
  const secret = await token(value)
  const { id, text } = await sender()
  const {
    status,
    body,
    text: said,
  } = await giveTo(text, {
    url: `${upstream.origin}/v1/{secrets.${secret.name}}?page=2&q=a%20b`,
    headers: JSON.parse('{"X-Trace":"on","__proto__":"kept"}'),
    query: { key: `{secret:${secret.name}}` },
    body: { email: 'ines@acme.example', key: `{secrets.${secret.name}}` },
    auth: { type: 'bearer', value: `{secrets.${secret.name}}` },
  })
  assert.equal(status, 200, said)
  const [request] = await upstream.requests()
  assert.equal(request?.target, `/v1/${value}?page=2&q=a%20b&key=${value}`)
  assert.equal((await headersSeen()).get('Authorization'), `Bearer ${value}`)
  assert.equal((await headersSeen()).get('__proto__'), 'kept')
  assert.equal(await bodySeen(), `{"email":"ines@acme.example","key":"${value}"}`)
  assert.equal(body.status, 200)
  assert.equal(body.headers['content-type'], 'text/plain')
  assert.equal(body.redactions, 4)
  assert.equal(body.bodyTruncated, false)
  assert.ok(!said.includes(value))
  const usage = await usageOf(body.usageId)
  assert.deepEqual(
    [usage?.consumerKind, usage?.consumerId, usage?.consumerName, usage?.actorKind, usage?.actorId, usage?.outcome],
    ['api', id, 'API · CI', 'token', id, 'answered'],
  )
  assert.deepEqual(
    usage?.secrets.map(({ secretId }) => secretId),
    [secret.id],
  )
})

test('every way to authenticate is sent as it is said', async () => {
  const value = canary('auth')
  const { name } = await token(value)
  const { text } = await sender()
  const sent = async (auth: unknown) => {
    await upstream.forget()
    const { status, text: said } = await giveTo(text, { auth })
    assert.equal(status, 200, said)
    assert.ok(!said.includes(value))
    return { headers: await headersSeen(), target: (await upstream.requests())[0]?.target }
  }
  const reference = `{secrets.${name}}`
  const basic = await sent({ type: 'basic', value: `ines:${reference}` })
  assert.equal(basic.headers.get('Authorization'), `Basic ${Buffer.from(`ines:${value}`).toString('base64')}`)
  assert.equal((await sent({ type: 'header', name: 'X-Key', value: reference })).headers.get('X-Key'), value)
  assert.equal((await sent({ type: 'query', name: 'key', value: reference })).target, `/v1/contacts?key=${value}`)
  // Names of parameters that differ in their case are two.
  const cased = { url: `${upstream.origin}/v1?KEY=a`, auth: { type: 'query', name: 'key', value: reference } }
  await upstream.forget()
  assert.equal((await giveTo(text, cased)).status, 200)
  assert.equal((await upstream.requests())[0]?.target, `/v1?KEY=a&key=${value}`)
  assert.equal((await sent({ type: 'none' })).headers.get('Authorization'), undefined)
})

test('the Content-Type says how a value is put into a text', async () => {
  const value = 'a "quoted" & <tagged> value'
  const { name } = await token(value)
  const { text } = await sender()
  const sent = async (contentType: string, body: string) => {
    await upstream.forget()
    const { status, text: said } = await giveTo(text, { headers: { 'Content-Type': contentType }, body })
    assert.equal(status, 200, said)
    return bodySeen()
  }
  assert.equal(await sent('application/json', `{"a":"{secrets.${name}}"}`), `{"a":${JSON.stringify(value)}}`)
  assert.equal(
    await sent('application/x-www-form-urlencoded', `a={secrets.${name}}`),
    `a=${new URLSearchParams({ v: value }).toString().slice(2)}`,
  )
  assert.equal(await sent('text/plain', `{secrets.${name}}`), value)
  assert.equal(
    await sent('application/soap+xml', `<a>{secrets.${name}}</a>`),
    '<a>a &#34;quoted&#34; &#38; &#60;tagged&#62; value</a>',
  )
})

test('a list keeps headers of one name, and several of an answer are one text or a list', async () => {
  const { text } = await sender()
  await upstream.answer({
    status: 418,
    headers: ['a=1', 'b=2'].flatMap((value) => [
      { name: 'Set-Cookie', value },
      { name: 'X-Many', value },
    ]),
    body: 'no coffee',
  })
  const headers = ['1', '2'].map((value) => ({ name: 'X-Twice', value }))
  const { status, body } = await giveTo(text, { method: 'GET', headers })
  assert.equal(status, 200)
  const seen = (await upstream.requests())[0]?.headers.filter(({ name }) => name === 'X-Twice')
  assert.deepEqual(
    seen?.map(({ value }) => value),
    ['1', '2'],
  )
  assert.deepEqual(
    [body.status, body.body, body.headers['set-cookie'], body.headers['x-many'], body.usageId],
    [418, 'no coffee', ['a=1', 'b=2'], 'a=1, b=2', null],
  )
})

test('a token of one domain need not name it, one of the organization has to, and sends in each', async () => {
  const { text: european } = await sender()
  assert.equal((await giveTo(european, {}, null)).status, 200)
  const { text } = await anApiToken(tenant, ['requests:send'], { domain: null })
  const nameless = await giveTo(text, {}, null)
  assert.equal(nameless.status, 400)
  assert.deepEqual(
    nameless.body.errors.map(({ field }: { field: string }) => field),
    ['domain'],
  )
  for (const domain of ['europe', 'america']) assert.equal((await giveTo(text, {}, domain)).status, 200)
  assert.equal((await upstream.requests()).length, 3)
})

test('redirects are followed only where the request asks for it', async () => {
  const { text } = await sender()
  await upstream.answer({
    targets: {
      '/v1/contacts': { status: 302, headers: [{ name: 'Location', value: '/v2' }] },
      '/v2': { body: 'here' },
    },
  })
  const refused = await giveTo(text, { method: 'GET' })
  assert.deepEqual([refused.status, refused.body.code], [502, 'redirect_refused'])
  const followed = await giveTo(text, { method: 'GET', followRedirects: true })
  assert.deepEqual([followed.status, followed.body.body], [200, 'here'])
})
