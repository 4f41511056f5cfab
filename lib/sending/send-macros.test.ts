import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Macro } from '#lib/references/macros.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { bodySeen, canary, consumer, headersSeen, request, tenant, token, upstream } from '#lib/testing/sends.ts'
import type { Fills } from './fills.ts'
import { send } from './send.ts'

const filled =
  (texts: Record<string, string>, isSensitive = false): Fills =>
  (macro: Macro) => {
    const text = 'path' in macro ? texts[macro.path.join('.')] : undefined
    return text === undefined ? null : { text, json: JSON.stringify(text), isSensitive }
  }
const sendFilled = async (stored: StoredRequest, fills: Fills) =>
  send(await tenant.permit('integration:test'), consumer, stored, { fills })

describe('what a macro stands for', () => {
  test('is data: no reference in it is read, wherever it stands', async () => {
    const { name } = await token(canary('token'))
    const typed = `{secrets.${name}} {{secret:${name}}} {{event.b}}`
    const exchange = await sendFilled(
      request({
        path: '/of/{{event.a}}',
        headers: [
          { name: 'X-Api-Key', value: `{secrets.${name}}` },
          { name: 'X-Said', value: '{{event.a}}' },
        ],
        query: [{ name: 'q', value: '{{event.a}}' }],
        bodyType: 'json',
        body: '{"said":"{{event.a}}","whole":{{event.a}}}',
      }),
      filled({ a: typed, b: 'never' }),
    )
    assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
    const [came] = await upstream.requests()
    assert.ok(came)
    const url = new URL(came.target, 'https://x')
    assert.equal(decodeURIComponent(url.pathname), `/of/${typed}`)
    assert.equal(url.searchParams.get('q'), typed)
    assert.equal((await headersSeen()).get('X-Said'), typed)
    assert.deepEqual(JSON.parse(await bodySeen()), { said: typed, whole: typed })
  })

  test('without a value stops the send before anything leaves', async () => {
    const exchange = await sendFilled(request({ path: '/{{event.none}}' }), filled({}))
    assert.ok(exchange.outcome === 'refused')
    assert.deepEqual([exchange.code, exchange.field, exchange.nothingLeft], ['macro_not_filled', 'path', true])
    assert.match(exchange.message, /\{\{event\.none\}\}/)
    assert.deepEqual(await upstream.requests(), [])
  })

  test('that does not fit its place is refused and named, not its text', async () => {
    const hostile = { header: 'a\r\nX-Evil: 1', path: '..' }
    for (const [stored, field] of [
      [request({ headers: [{ name: 'X-Said', value: '{{event.header}}' }] }), 'headers.0.value'],
      [request({ path: '/a/{{event.path}}/b' }), 'path'],
    ] as const) {
      const exchange = await sendFilled(stored, filled(hostile))
      assert.ok(exchange.outcome === 'refused')
      assert.deepEqual([exchange.code, exchange.field], ['value_not_encodable', field])
      assert.doesNotMatch(exchange.message, /Evil/)
    }
    assert.deepEqual(await upstream.requests(), [])
  })

  test('if it is sensitive, is shown as dots and redacted in the answer', async () => {
    const said = canary('earlier')
    await upstream.answer({ body: `you said ${said}` })
    const exchange = await sendFilled(
      request({ headers: [{ name: 'Authorization', value: 'Bearer {{event.a}}' }] }),
      filled({ a: said }, true),
    )
    assert.ok(exchange.outcome === 'answered')
    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(said))
    assert.equal(exchange.redactions, 1)
  })
})

describe('a connection', () => {
  const connection = (name: string): StoredRequest['connection'] => ({
    auth: { kind: 'bearer', name: '', value: `{secrets.${name}}` },
    headers: [{ name: 'Accept-Language', value: 'de' }],
  })
  test('authenticates its requests and gives them its headers', async () => {
    const value = canary('auth')
    const { name } = await token(value)
    const exchange = await sendFilled(request({ connection: connection(name) }), () => null)
    assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
    const seen = await headersSeen()
    assert.ok(seen.get('Authorization') === `Bearer ${value}`)
    assert.equal(seen.get('Accept-Language'), 'de')
    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
  })

  test('gives way to what a request sets itself', async () => {
    const { name } = await token(canary('auth'))
    const own = [
      { name: 'authorization', value: 'Bearer none' },
      { name: 'accept-language', value: 'en' },
    ]
    const exchange = await sendFilled(request({ connection: connection(name), headers: own }), () => null)
    assert.equal(exchange.outcome, 'answered')
    const [came] = await upstream.requests()
    const seen = came?.headers.filter(({ name }) => /^(authorization|accept-language)$/i.test(name))
    assert.deepEqual(seen, own)
    assert.deepEqual(exchange.secrets, [])
  })
})
