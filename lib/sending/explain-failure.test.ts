import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errors } from 'undici'
import { explainFailure } from './explain-failure.ts'

const canary = 'canary-in-a-library-message'
const withCode = (code: string) => Object.assign(new Error(canary), { code })

test('every failure has a code and a sentence of our own', () => {
  const cases: [error: unknown, isConnected: boolean, code: string, sentence: RegExp][] = [
    [new errors.ConnectTimeoutError(canary), false, 'upstream_timeout', /within 10 seconds\. Nothing was sent/],
    [new errors.HeadersTimeoutError(canary), true, 'upstream_timeout', /within 30 seconds\. It may have done/],
    [new errors.BodyTimeoutError(canary), true, 'upstream_timeout', /did not end it in time/],
    [new errors.HeadersOverflowError(canary), true, 'response_too_large', /headers/],
    [new errors.SocketError(canary), true, 'upstream_unreachable', /broke the connection off\. It may have done/],
    [withCode('HPE_INVALID_CONSTANT'), true, 'upstream_unreachable', /not valid HTTP/],
    [withCode('ECONNREFUSED'), false, 'upstream_unreachable', /refuses the connection\. Nothing was sent/],
    [withCode('ECONNRESET'), true, 'upstream_unreachable', /broke the connection off/],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), false, 'upstream_tls', /self-signed/],
    [withCode('CERT_HAS_EXPIRED'), false, 'upstream_tls', /has expired/],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), false, 'upstream_tls', /for another host/],
    [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), false, 'upstream_tls', /does not speak TLS/],
    [withCode('EPROTO'), false, 'upstream_tls', /does not speak TLS/],
    [
      new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')], canary),
      false,
      'upstream_unreachable',
      /refuses/,
    ],
    [
      Object.assign(new Error(canary), { cause: withCode('EHOSTUNREACH') }),
      false,
      'upstream_unreachable',
      /no way to it/,
    ],
    [new Error(canary), false, 'upstream_unreachable', /could not be reached/],
    [canary, true, 'upstream_unreachable', /did not answer/],
    [undefined, true, 'upstream_unreachable', /did not answer/],
  ]
  for (const [error, isConnected, code, sentence] of cases) {
    const refusal = explainFailure(error, { host: 'api.example.com', isConnected })
    assert.equal(refusal.code, code)
    assert.match(refusal.message, sentence)
    assert.match(refusal.message, /api\.example\.com|headers/)
    assert.doesNotMatch(`${refusal.message} ${refusal.note}`, /canary/)
    assert.equal(refusal.cause, undefined)
  }
})
