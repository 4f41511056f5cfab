import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequest } from '#lib/references/read-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { composeRequest } from './compose-request.ts'
import { maxRequestBytes } from './limits.ts'
import type { Use } from './use.ts'

test('values that are too large together are refused before they are put together', () => {
  const request: StoredRequest = {
    baseUrl: 'https://api.example.com',
    method: 'POST',
    path: '',
    headers: [],
    query: [],
    followRedirects: false,
    retries: 0,
    bodyType: 'text',
    body: '{secrets.x}'.repeat(20_000),
  }
  const { templates } = readRequest(request)
  const text = 'v'.repeat(64 * 1024)
  let asked = 0
  const compose = () =>
    composeRequest({ request, templates, fills: new Map(), url: null }, (piece) => {
      if (piece.kind !== 'reference' || !templates.body) return null
      asked += 1
      const use = { reference: piece.reference, template: templates.body, place: piece.place, piece }
      return { use: use as unknown as Use, value: { text, json: null, pair: null, kind: 'secret' } }
    })
  assert.throws(compose, { name: 'Refusal', code: 'request_too_large' })
  assert.equal(asked, maxRequestBytes / text.length + 1)
})
