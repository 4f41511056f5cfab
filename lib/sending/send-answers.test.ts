import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  answered,
  canary,
  refused,
  request,
  stateOf,
  store,
  token,
  upstream,
  usageOf,
  withHeader,
} from '#lib/testing/sends.ts'

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
