import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EarlierAttempt, Exchange } from '#lib/sending/exchange.ts'
import { earlierSentence, exchangeSentence } from './exchange-sentence.ts'

const sent = { usageId: null, request: null, secrets: [], earlier: [], host: 'api.example.com', durationMs: 182 }
const answer = {
  httpVersion: '1.1',
  status: 201,
  statusText: 'Created',
  headers: [],
  trailers: [],
  body: '',
  bodyTruncated: false,
}
const refused: Exchange = {
  ...sent,
  steps: [
    { step: 'resolve', state: 'done', note: '1 secret found, 1 usable' },
    { step: 'judge', state: 'stopped', note: 'HTTPS is required' },
  ],
  outcome: 'refused',
  code: 'https_required',
  message: 'The header `X-Key` names a secret, so the base URL must begin with https://.',
  field: 'headers.0.value',
  secretId: null,
  secretName: null,
  secretLevel: null,
  nothingLeft: true,
}

describe('the sentence of a test', () => {
  test('says how it was answered', () => {
    const said = (redactions: number) =>
      exchangeSentence({ ...sent, steps: [], outcome: 'answered', redactions, answer })
    assert.equal(said(0), 'Answered 201 Created in 182 milliseconds, nothing redacted.')
    assert.equal(said(1), 'Answered 201 Created in 182 milliseconds, 1 value redacted.')
    assert.equal(said(4), 'Answered 201 Created in 182 milliseconds, 4 values redacted.')
  })

  test('says where it was refused and why', () => {
    assert.equal(
      exchangeSentence(refused),
      'Refused at Judge. The header X-Key names a secret, so the base URL must begin with https://. Nothing left Postern.',
    )
  })

  test('says that nothing left only where that is so', () => {
    assert.doesNotMatch(exchangeSentence({ ...refused, nothingLeft: false }), /Nothing left/)
  })
})

test('each request before the last one has its sentence', () => {
  const of = (over: Partial<EarlierAttempt>) => {
    const attempt = { method: 'GET', host: 'api.example.com', status: null, code: null, durationMs: 3, usageId: null }
    return earlierSentence({ why: 'retry', ...attempt, ...over })
  }
  assert.equal(of({ why: 'redirect', status: 302 }), '302 from api.example.com, followed')
  assert.equal(of({ status: 503 }), '503 from api.example.com, tried again')
  assert.equal(of({ code: 'upstream_timeout' }), 'No answer from api.example.com in time, tried again')
  assert.equal(of({ code: 'upstream_unreachable' }), 'api.example.com could not be reached, tried again')
})
