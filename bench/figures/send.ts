import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { request } from 'undici'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { env } from '#lib/core/env.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import type { Aim } from '#lib/sending/aim.ts'
import { send } from '#lib/sending/send.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import type { Figure } from '../figure.ts'

const callsARun = 50
const value = `bench-${randomBytes(16).toString('hex')}`
const body = JSON.stringify({ email: 'test@acme.example', source: 'postern' })
const aim: Aim = { host: 'organization', references: new Map([['bench', 'organization']]) }
const consumer = { kind: 'integration_request' as const, id: randomUUID(), name: 'Bench', aim }

let upstream: Upstream
let permit: Permit<'integration:test'>
let stored: StoredRequest

async function setup(): Promise<void> {
  upstream = await startUpstream()
  trustAuthority(upstream.authority)
  // As the operator does with POSTERN_ALLOW_PRIVATE; the port is known only now.
  env().allowPrivate.push(`localhost:${upstream.port}`)
  await upstream.answer({ headers: [{ name: 'Content-Type', value: 'application/json' }], body })
  const tenant = await makeTenant()
  const input = tokenInput(tenant.place, { name: 'bench', value })
  await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, input))
  permit = await tenant.permit('integration:test')
  stored = {
    method: 'POST',
    baseUrl: upstream.origin,
    path: '/v1/contacts',
    headers: [{ name: 'Authorization', value: 'Bearer {secrets.bench}' }],
    query: [],
    bodyType: 'json',
    body,
    followRedirects: false,
    retries: 0,
  }
}

/** Milliseconds of one call, the mean of a run, one after another. */
async function timed(call: () => Promise<void>): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < callsARun; index++) await call()
  return (performance.now() - start) / callsARun
}

const figures: Figure[] = [
  {
    name: 'send.c1',
    unit: 'ms',
    better: 'smaller',
    yardstick: 'the same request sent bare with undici, which keeps its connection',
    setup,
    measure: () =>
      timed(async () => {
        const exchange = await send(permit, consumer, stored)
        assert.equal(exchange.outcome, 'answered')
      }),
    measureYardstick: () =>
      timed(async () => {
        const answer = await request(`${upstream.origin}/v1/contacts`, {
          method: 'POST',
          headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' },
          body,
        })
        assert.equal((await answer.body.text()).length, body.length)
      }),
    teardown: () => upstream.stop(),
  },
]

export default figures
