import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ConnectProxy, startConnectProxy } from '#lib/testing/connect-proxy.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { providerFetch } from './provider-fetch.ts'

let proxy: ConnectProxy
let upstream: Upstream
before(async () => {
  ;[proxy, upstream] = await Promise.all([
    startConnectProxy(),
    startUpstream({ names: ['id.acme.example', 'localhost'] }),
  ])
  await proxy.plan({ to: upstream.port })
  trustAuthority(upstream.authority)
  process.env.DATABASE_URL ??= 'postgresql://localhost/none'
  process.env.HTTPS_PROXY = `http://po%40st:sesame@127.0.0.1:${proxy.port}`
})
after(() => Promise.all([proxy.stop(), upstream.stop()]))

const ask = (url: string, body?: URLSearchParams) =>
  providerFetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { accept: 'application/json' },
    redirect: 'manual',
    body,
  })

test('the provider is reached through the operator’s proxy, and its certificate is that of its name', async () => {
  await upstream.answer({ body: '{"a":1}', headers: [{ name: 'Content-Type', value: 'application/json' }] })
  const answer = await ask('https://id.acme.example/token', new URLSearchParams({ code: 'x y' }))
  assert.deepEqual(await answer.json(), { a: 1 })
  const [tunnel] = await proxy.seen()
  assert.equal(tunnel?.target, 'id.acme.example:443')
  assert.ok(tunnel?.headers.includes(`Basic ${Buffer.from('po@st:sesame').toString('base64')}`))
  const [request] = await upstream.requests()
  assert.equal(Buffer.from(request?.body ?? '', 'base64').toString(), 'code=x+y')
  await upstream.forget()
  await assert.rejects(ask('https://evil.example/token'))
  assert.deepEqual(await upstream.requests(), [])
})

test('this machine is reached without the proxy', async () => {
  await upstream.answer({ body: '{}' })
  const before = (await proxy.seen()).length
  assert.equal((await ask(`${upstream.origin}/jwks`)).status, 200)
  assert.equal((await proxy.seen()).length, before)
})

test('no redirect is followed, and no answer read that is too large', async () => {
  await upstream.forget()
  await upstream.answer({ status: 302, headers: [{ name: 'Location', value: `${upstream.origin}/elsewhere` }] })
  assert.equal((await ask(`${upstream.origin}/jwks`)).status, 302)
  assert.equal((await upstream.requests()).length, 1)
  await upstream.answer({ body: 'x'.repeat(1024 * 1024 + 1) })
  await assert.rejects(ask(`${upstream.origin}/jwks`))
  await upstream.answer({ chunks: Array.from({ length: 20 }, () => 'x'.repeat(64 * 1024)) })
  await assert.rejects(ask(`${upstream.origin}/jwks`))
})

test('nothing is sent without TLS to another machine, whatever the provider’s metadata says', async () => {
  for (const url of ['http://id.acme.example/token', 'http://10.0.0.7/', 'ftp://localhost/', 'file:///etc/passwd'])
    await assert.rejects(ask(url), /without TLS/)
})
