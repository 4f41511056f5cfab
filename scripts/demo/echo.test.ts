import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { parseEnv } from '#lib/core/env.ts'
import { type Echo, startEcho } from './start-echo.ts'
import { isWeatherKey, newWeatherKey } from './weather-key.ts'

let echo: Echo
let port: number
const namesOf = (hosts: string) => parseEnv({ DATABASE_URL: 'postgres://x', POSTERN_DEMO_HOSTS: hosts }).demoHosts

before(async () => {
  echo = await startEcho()
  port = namesOf(echo.said.hosts)[0]?.addressPort ?? 0
})
after(() => echo.stop())

type Sent = { method?: string; headers?: Record<string, string | string[]>; body?: string; host?: string }
type Answered = { status: number; headers: IncomingHttpHeaders; body: string }

/** Over HTTPS, with verification on, as the app does it: the name in the certificate, the connection to loopback. */
function send(target: string, { method = 'GET', headers = {}, body, host = 'api.weather.example.com' }: Sent = {}) {
  const ca = readFileSync(echo.said.authority)
  const request = httpsRequest({ host: '127.0.0.1', port, servername: host, ca, path: target, method, headers })
  return answerOf(request.end(body))
}

function showReceived(headers: Record<string, string> = {}, method = 'GET') {
  return answerOf(httpRequest(echo.said.received, { headers, method }).end())
}

async function answerOf(request: ReturnType<typeof httpRequest>): Promise<Answered> {
  const [message] = await once(request, 'response')
  let body = ''
  for await (const chunk of message.setEncoding('utf8')) body += chunk
  return { status: message.statusCode, headers: message.headers, body }
}

test('the app is given an authority, names that lead to loopback, and a key', () => {
  assert.equal(echo.said.authority, path.join(echo.home, 'demo-authority.pem'))
  assert.doesNotMatch(readFileSync(echo.said.authority, 'utf8'), /PRIVATE/)
  assert.ok(namesOf(echo.said.hosts).some(({ host, port }) => host === 'api.crm.example.com' && port === 443))
  assert.ok(isWeatherKey(echo.said.key))
})

test('it answers what it received, and says so on a page for this machine', async () => {
  const { status, headers, body } = await send('/v2/contacts?a=1&a=2&b=x%20y', {
    method: 'POST',
    host: 'api.crm.example.com',
    headers: { 'X-Api-Key': 'canary-crm-71f2', 'X-Two': ['one', 'two'] },
    body: '{"a":"é"}',
  })
  assert.equal(status, 200)
  assert.match(headers['x-request-id'] as string, /^[0-9a-f-]{36}$/)
  const { received } = JSON.parse(body)
  assert.equal(received.method, 'POST')
  assert.equal(received.path, '/v2/contacts')
  assert.deepEqual(received.query, { a: ['1', '2'], b: 'x y' })
  assert.equal(received.headers['X-Api-Key'], 'canary-crm-71f2')
  assert.deepEqual(received.headers['X-Two'], ['one', 'two'])
  assert.deepEqual(received.body, { a: 'é' })

  const page = await showReceived()
  assert.equal(page.status, 200)
  assert.match(page.headers['content-type'] as string, /^text\/plain/)
  assert.match(page.body, /POST \/v2\/contacts\?a=1&a=2&b=x%20y\n.*X-Api-Key: canary-crm-71f2\n.*\{"a":"é"\}/s)
})

test('below /v1/weather it wants a key', async () => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
  const statusWith = async (Authorization?: string) =>
    (await send('/v1/weather?city=Oslo', { headers: Authorization ? { Authorization } : {} })).status
  assert.equal(await statusWith(), 401)
  for (const wrong of ['Bearer x', 'Bearer', basic('station:x'), basic(newWeatherKey()), newWeatherKey(), 'Basic %%%'])
    assert.equal(await statusWith(wrong), 401, wrong)
  assert.equal(await statusWith(`Bearer ${newWeatherKey()}x`), 401)
  assert.equal(await statusWith(`Bearer ${echo.said.key}`), 200)
  assert.equal(await statusWith(basic(`station:${newWeatherKey()}`)), 200)
  const { body } = await send('/v1/weather?city=Oslo', { headers: { Authorization: `Bearer ${newWeatherKey()}` } })
  assert.equal(JSON.parse(body).weather.city, 'Oslo')
})

test('below /v2/sealed it answers an envelope with that very envelope, and takes nothing else', async () => {
  const sent = { method: 'POST', host: 'api.pay.example.com', body: 'eyJh.b.c.d.e' }
  const mirrored = await send('/v2/sealed/charges', { ...sent, headers: { 'Content-Type': 'application/jose' } })
  assert.deepEqual([mirrored.status, mirrored.body], [200, sent.body])
  assert.equal(mirrored.headers['content-type'], 'application/jose')
  assert.equal((await send('/v2/sealed/charges', { ...sent, headers: { 'Content-Type': 'text/plain' } })).status, 400)
})

test('only a browser on this machine sees what arrived, and only the last requests', async () => {
  assert.equal((await showReceived({ Host: 'rebound.example' })).status, 403)
  assert.equal((await showReceived({}, 'POST')).status, 404)
  for (let at = 1; at <= 21; at++) await send(`/n/${at}`)
  const { body } = await showReceived()
  assert.match(body, /GET \/n\/21\n/)
  assert.match(body, /GET \/n\/2\n/)
  assert.doesNotMatch(body, /GET \/n\/1\n/)
})

test('odd requests do not end it', async () => {
  const { body } = await send('//x/[?%zz=%&&=', { host: 'localhost' })
  assert.equal(JSON.parse(body).received.path, '//x/[')
  assert.equal(JSON.parse(body).received.body, '')
  const socket = connect(port, '127.0.0.1', () => socket.end('no TLS\r\n\r\n'))
  await once(socket.resume(), 'close')
  assert.equal((await send('http://[', { method: 'OPTIONS' })).status, 200)
})
