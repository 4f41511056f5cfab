import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { judgeStored } from '#lib/references/check-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { fillMacros } from './fills.ts'
import { fieldsOf } from './hop.ts'
import { nextHop } from './next-hop.ts'
import { makeRedactor } from './redact.ts'
import { Refusal } from './refusal.ts'

const from = new URL('https://api.example.com/v1')

/** What becomes of a request with this body that is redirected, its body with it. */
function redirected(body: string, to: string, isSensitive: boolean) {
  const request: StoredRequest = {
    baseUrl: 'https://api.example.com',
    path: '/v1',
    method: 'POST',
    headers: [],
    query: [],
    bodyType: 'text',
    body,
    followRedirects: true,
    retries: 0,
  }
  const { templates } = judgeStored(request)
  const fills = fillMacros(fieldsOf({ templates }), () => ({ text: '0123456789', json: null, isSensitive }))
  const answer = {
    status: 307,
    statusText: '',
    headers: [{ name: 'Location', value: to }],
    body: (async function* () {})(),
    trailers: () => [],
    discard: async () => undefined,
  }
  return nextHop({ request, templates, fills, url: null }, from, answer, {
    redactor: makeRedactor([]),
    mayLeadTo: null,
  })
}

describe('what is filled in goes on to another server', () => {
  const elsewhere = 'https://other.example.com/v1'
  const isRefused = (error: unknown) => error instanceof Refusal && error.code === 'redirect_refused'

  test('if it is named like a token, or an earlier step was answered it: never', () => {
    assert.throws(() => redirected('{{event.access_token}}', elsewhere, true), isRefused)
    assert.throws(() => redirected('{{steps.login.body#/id}}', elsewhere, false), isRefused)
  })

  test('if it is nothing of that kind, or it is the same server: with the body', () => {
    assert.equal(redirected('{{event.station}}', elsewhere, false).url?.host, 'other.example.com')
    assert.equal(redirected('{{event.access_token}}', '/v2', true).url?.pathname, '/v2')
  })
})
