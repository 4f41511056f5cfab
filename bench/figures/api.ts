import assert from 'node:assert/strict'
import { sendOperation } from '#lib/api/requests/send-operation.ts'
import { runOperation } from '#lib/api/run-operation.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import type { Figure } from '../figure.ts'
import { makeSendingPlace, type SendingPlace, timed } from '../sending-place.ts'

const calls = 50
const origin = { address: '192.0.2.1', program: 'bench' }

let place: SendingPlace

/** One request to POST /api/v1/send, without its own transport: who asks, quota, place, permission, schema, send. */
async function sendOnce(token: string): Promise<void> {
  const { stored, upstream, body } = place
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const request = {
    method: stored.method,
    url: `${upstream.origin}${stored.path}`,
    headers: { 'Content-Type': 'application/json' },
    auth: { type: 'bearer', value: '{secrets.bench}' },
    body,
  }
  const asked = new Request('https://postern.example/api/v1/send', {
    method: 'POST',
    headers,
    body: JSON.stringify({ domain: 'europe', request }),
  })
  const response = await runOperation(sendOperation, asked, {}, origin)
  assert.equal(response.status, 200)
  await response.text()
}

const figures: Figure[] = [
  {
    name: 'api.send.c1',
    unit: 'ms',
    better: 'smaller',
    yardstick: 'the same request sent bare with undici, which keeps its connections, 1 in parallel',
    setup: async () => {
      place = await makeSendingPlace()
    },
    // A token of its own for each run: none may send more than its quota.
    measure: async () => {
      const { text } = await anApiToken(place.tenant, ['requests:send', 'secrets:write'])
      return timed(calls, 1, () => sendOnce(text))
    },
    measureYardstick: () => timed(calls, 1, place.sendBare),
    teardown: () => place.upstream.stop(),
  },
]

export default figures
