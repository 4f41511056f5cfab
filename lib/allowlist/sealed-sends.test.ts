import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { allow, answerOf, arrived, encrypting, envelopeOf, forgetEndpoints } from '#lib/testing/endpoints.ts'
import {
  answered,
  bodySeen,
  canary,
  headersSeen,
  refused,
  request,
  stateOf,
  store,
  token,
  upstream,
  usageOf,
} from '#lib/testing/sends.ts'

beforeEach(forgetEndpoints)

const json = (body: string) => request({ bodyType: 'json', body })

describe('a request to an endpoint with encryption', () => {
  for (const encryption of ['a128gcm', 'a192gcm', 'a256gcm'] as const)
    test(`leaves in an envelope of ${encryption}, and its answer is opened`, async () => {
      const sealed = await encrypting(encryption)
      await upstream.answer(answerOf(`${envelopeOf('{"paid":true}', sealed)}\n`))
      const exchange = await answered(json('{"amount":12}'))
      assert.equal(exchange.answer.body, '{"paid":true}')
      const body = await bodySeen()
      assert.doesNotMatch(body, /amount/)
      assert.deepEqual(arrived(body, sealed), { text: '{"amount":12}', kid: '1', cty: 'application/json' })
      assert.equal((await headersSeen()).get('Content-Type'), 'application/jose')
      const usage = await usageOf(exchange.usageId)
      assert.deepEqual([usage?.secrets[0]?.secretId, usage?.outcome], [sealed.secret.id, 'answered'])
      assert.ok(!JSON.stringify(exchange).includes(sealed.key.toString('base64').slice(0, 12)))
    })

  test('carries the values of secrets inside, and what comes back is redacted like any other', async () => {
    const value = canary('token')
    const { name } = await token(value)
    const sealed = await encrypting()
    const [base64, hex] = [sealed.key.toString('base64'), sealed.key.toString('hex')]
    await upstream.answer(answerOf(envelopeOf(`you sent ${value} under ${hex} and ${base64}`, sealed)))
    const exchange = await answered(json(`{"token":"{secrets.${name}}"}`))
    assert.equal(exchange.answer.body, 'you sent •••••• under •••••• and ••••••')
    assert.equal(arrived(await bodySeen(), sealed).text, `{"token":"${value}"}`)
    assert.equal((await usageOf(exchange.usageId))?.secrets.length, 2)
  })

  test('without a body leaves as it is, and its key counts as used', async () => {
    const sealed = await encrypting()
    await upstream.answer(answerOf(envelopeOf('fine', sealed)))
    const exchange = await answered(request({ method: 'GET' }))
    assert.deepEqual([await bodySeen(), exchange.answer.body], ['', 'fine'])
    assert.equal((await headersSeen()).has('Content-Type'), false)
    assert.equal((await usageOf(exchange.usageId))?.secrets[0]?.secretId, sealed.secret.id)
  })

  test('may be answered with nothing, or with an envelope that is compressed', async () => {
    const sealed = await encrypting()
    await upstream.answer({ status: 204 })
    assert.equal((await answered(json('{}'))).answer.body, '')
    const packed = gzipSync(envelopeOf('small', sealed)).toString('base64')
    await upstream.answer({
      body: packed,
      bodyIsBase64: true,
      headers: [{ name: 'Content-Encoding', value: 'gzip' }],
    })
    assert.equal((await answered(json('{}'))).answer.body, 'small')
  })

  test('takes its key from a password, or a text of a JSON secret, in hex or as text', async () => {
    const key = randomBytes(32)
    const text = 'sixteen bytes ok'
    const pair = await store({ type: 'username_password', value: { username: 'aes', password: key.toString('hex') } })
    const parts = await store({ type: 'json', value: JSON.stringify({ keys: { pay: text } }) })
    for (const { over, of } of [
      { over: { keyName: pair.name, keyPart: 'password', keyEncoding: 'hex', encryption: 'a256gcm' }, of: key },
      {
        over: { keyName: parts.name, keyPart: '/keys/pay', keyEncoding: 'text', encryption: 'a128gcm' },
        of: Buffer.from(text),
      },
    ] as const) {
      await forgetEndpoints()
      await upstream.forget()
      await allow(over)
      const sealed = { key: of, encryption: over.encryption }
      await upstream.answer(answerOf(envelopeOf('fine', sealed)))
      assert.equal((await answered(json('{"a":1}'))).answer.body, 'fine')
      assert.equal(arrived(await bodySeen(), sealed).text, '{"a":1}')
    }
  })

  test('is not shown an answer that its key does not open, always in one sentence', async () => {
    const sealed = await encrypting()
    const own = envelopeOf('{"paid":true}', sealed)
    const answers = [
      '{"paid":true}',
      own.slice(0, -1),
      own.replace(/.$/, own.endsWith('A') ? 'Q' : 'A'),
      envelopeOf('{"paid":true}', { ...sealed, key: randomBytes(32) }),
      envelopeOf('{"paid":true}', { key: randomBytes(16), encryption: 'a128gcm' }),
    ]
    const said = new Set<string>()
    for (const body of answers) {
      await upstream.answer(answerOf(body))
      const exchange = await refused(json('{"amount":12}'))
      assert.deepEqual([exchange.code, exchange.nothingLeft], ['response_not_opened', false])
      assert.doesNotMatch(JSON.stringify({ ...exchange, request: null }), /paid|amount/)
      assert.equal(stateOf(exchange).redact, 'stopped')
      assert.equal((await usageOf(exchange.usageId))?.code, 'response_not_opened')
      said.add(exchange.message)
    }
    assert.equal(said.size, 1)
  })

  test('is withheld where what was sealed is no text', async () => {
    const sealed = await encrypting()
    const bytes = envelopeOf('\0\0', sealed)
    await upstream.answer(answerOf(bytes))
    assert.equal((await refused(json('{}'))).code, 'response_withheld')
  })
})
