import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { request } from 'undici'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { env } from '#lib/core/env.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import type { Aim } from '#lib/sending/aim.ts'
import type { Consumer } from '#lib/sending/usage.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'

const value = `bench-${randomBytes(16).toString('hex')}`
const body = JSON.stringify({ email: 'test@acme.example', source: 'postern' })
export const aim: Aim = { host: 'organization', references: new Map([['bench', 'organization']]) }

/** A domain with a secret, a saved request that names it, and a server in another process that answers it. */
export type SendingPlace = {
  upstream: Upstream
  tenant: Tenant
  permit: Permit<'integration:test'>
  consumer: Consumer
  stored: StoredRequest
  /** What the reference stands for. */
  value: string
  /** The answer's body. */
  body: string
  /** The same request sent bare with undici, which keeps its connections. */
  sendBare: () => Promise<void>
}

export async function makeSendingPlace(): Promise<SendingPlace> {
  const upstream = await startUpstream()
  trustAuthority(upstream.authority)
  // As the operator does with POSTERN_ALLOW_PRIVATE; the port is known only now.
  env().allowPrivate.push(`localhost:${upstream.port}`)
  await upstream.answer({ headers: [{ name: 'Content-Type', value: 'application/json' }], body })
  const tenant = await makeTenant()
  const input = tokenInput(tenant.place, { name: 'bench', value })
  await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, input))
  const stored: StoredRequest = {
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
  return {
    upstream,
    tenant,
    permit: await tenant.permit('integration:test'),
    consumer: {
      kind: 'integration_request',
      id: randomUUID(),
      name: 'Bench',
      purpose: 'integration',
      aim: async () => aim,
    },
    stored,
    value,
    body,
    sendBare: async () => {
      const headers = { authorization: `Bearer ${value}`, 'content-type': 'application/json' }
      const answer = await request(`${upstream.origin}/v1/contacts`, { method: 'POST', headers, body })
      if ((await answer.body.text()).length !== body.length) throw new Error('The bare request was not answered.')
    },
  }
}

/** Milliseconds of one call: so many calls, `parallel` of them at any time, in all, by their number. */
export async function timed(calls: number, parallel: number, call: () => unknown): Promise<number> {
  const start = performance.now()
  let begun = 0
  const worker = async () => {
    while (begun < calls) {
      begun += 1
      await call()
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return (performance.now() - start) / calls
}
