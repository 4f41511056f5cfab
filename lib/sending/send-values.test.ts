import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  answered,
  bodySeen,
  canary,
  headersSeen,
  type Refused,
  refused,
  request,
  sendIt,
  store,
  token,
  upstream,
  usageOf,
  withHeader,
} from '#lib/testing/sends.ts'

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
