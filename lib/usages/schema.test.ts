import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyTimeoutMs, connectTimeoutMs, headersTimeoutMs } from '#lib/sending/limits.ts'
import { longestSendMs, sendQueryOf, sendStateOf } from './schema.ts'

test('a send that is not completed is under way as long as one can be, and then its outcome is unknown', () => {
  const at = '2026-11-21T08:00:00.000Z'
  const after = (ms: number) => new Date(Date.parse(at) + ms)
  assert.equal(sendStateOf({ outcome: 'started', at }, after(0)), 'under_way')
  assert.equal(sendStateOf({ outcome: 'started', at }, after(longestSendMs)), 'under_way')
  assert.equal(sendStateOf({ outcome: 'started', at }, after(longestSendMs + 1)), 'unknown')
  // Written by a machine whose clock is ahead of this one's.
  assert.equal(sendStateOf({ outcome: 'started', at }, after(-60_000)), 'under_way')
  for (const outcome of ['answered', 'failed'] as const)
    for (const ms of [0, longestSendMs * 10]) assert.equal(sendStateOf({ outcome, at }, after(ms)), outcome)
})

test('no limit of a send, nor all of them together, lets one be under way for so long', () => {
  assert.ok((connectTimeoutMs + headersTimeoutMs + bodyTimeoutMs) * 1.5 < longestSendMs)
})

test('of an address, a query takes what makes sense', () => {
  const of = (text: string) => sendQueryOf(new URLSearchParams(text))
  const nothing = { result: null, secret: null, domain: null }
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  assert.deepEqual(of(''), nothing)
  assert.deepEqual(of(`result=unknown&secret=${id}&domain=europe`), { result: 'unknown', secret: id, domain: 'europe' })
  assert.deepEqual(of("result=under_way&secret='--&domain=%00"), nothing)
})
