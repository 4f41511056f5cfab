import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { answered, canary, refused, request, token, upstream } from '#lib/testing/sends.ts'

const headers = [{ name: 'Content-Type', value: 'text/plain' }]
const to = (location: string, status = 302) => ({ status, headers: [{ name: 'Location', value: location }] })
/** The same server under its other name: another origin. */
const elsewhere = (path: string) => `https://127.0.0.1:${upstream.port}${path}`

describe('a value that an earlier hop carried is not shown by one that does not carry it', () => {
  const cases: [name: string, changes: (reference: string) => Partial<StoredRequest>, location: () => string][] = [
    ['a POST with it in the body, answered by a GET', (body) => ({ bodyType: 'text', body }), () => '/notes/1'],
    ['in the path', (reference) => ({ method: 'GET', path: `/v1/${reference}` }), () => '/notes/1'],
    ['in the query', (value) => ({ method: 'GET', query: [{ name: 'k', value }] }), () => '/notes/1'],
    ['in a header', (value) => ({ method: 'GET', headers: [{ name: 'X-K', value }] }), () => elsewhere('/notes/1')],
  ]
  for (const [name, changes, location] of cases)
    test(name, async () => {
      const value = canary('hop')
      const stored = request({ followRedirects: true, ...changes(`{secrets.${(await token(value)).name}}`) })
      await upstream.answer(to(location(), 303), { headers, body: `It was ${value}.` })
      const exchange = await answered(stored)
      assert.equal(exchange.answer.body, 'It was ••••••.')
      assert.equal(exchange.redactions, 1)
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
    })

  test('in the address that a later hop names, which is not followed', async () => {
    const value = canary('hop')
    const stored = request({
      followRedirects: true,
      bodyType: 'text',
      body: `{secrets.${(await token(value)).name}}`,
    })
    await upstream.answer(to('/next', 303), to(`/log?k=${value}`), { headers, body: 'fine' })
    const exchange = await refused(stored)
    assert.equal(exchange.code, 'redirect_refused')
    assert.equal((await upstream.requests()).length, 2)
  })

  for (const [name, disguise] of [
    ['wide letters', (value: string) => value.replace(/[\w]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['a selector that a host loses', (value: string) => value.replace('n', 'n\ufe00')],
  ] as const)
    test(`in a host, disguised with ${name}: it is neither followed nor shown`, async () => {
      const value = canary('hop')
      const stored = request({
        followRedirects: true,
        headers: [{ name: 'X-K', value: `{secrets.${(await token(value)).name}}` }],
      })
      const head = `HTTP/1.1 302 Found\r\nLocation: https://${disguise(value)}.invalid/\r\nContent-Length: 0\r\n\r\n`
      await upstream.answer({ raw: Buffer.from(head).toString('base64') })
      const exchange = await refused(stored)
      assert.equal(exchange.code, 'redirect_refused')
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
    })

  test('too short to be searched for: the answer is withheld', async () => {
    const stored = request({
      followRedirects: true,
      bodyType: 'text',
      body: `{secrets.${(await token('abc123')).name}}`,
    })
    await upstream.answer(to('/notes/1', 303), { headers, body: 'It was abc123.' })
    assert.equal((await refused(stored)).code, 'response_withheld')
  })
})
