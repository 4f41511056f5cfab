// Sends through the one way out, several at a time and without end, each on behalf of a consumer of its own, whose id is
// the last segment of its path. It is ended by `kill -9`. With a last argument, the record of each is written too late.
import { randomUUID } from 'node:crypto'
import { registerHooks } from 'node:module'
import { authorize } from '#lib/access/authorize.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import type { Aim } from '#lib/sending/aim.ts'
import { testOrigin } from '#lib/testing/make-tenant.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'

/** Who sends what where. `isPlanted`: with a bug. */
export type SendPlan = {
  person: { personId: string; name: string }
  place: { organization: string; domain: string }
  baseUrl: string
  authority: string
  secretName: string
  parallel: number
  isPlanted: boolean
}

const plan = JSON.parse(process.argv[2] ?? '') as SendPlan
if (plan.isPlanted)
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === './usage.ts' && context.parentURL?.endsWith('/lib/sending/attempt.ts')
        ? next(new URL('./send-late-usage.ts', import.meta.url).href, context)
        : next(specifier, context),
  })
const { send } = await import('#lib/sending/send.ts')

trustAuthority(plan.authority)
await prepareInstallation()
const permit = await authorize({ ...plan.person, proof: testProof }, 'integration:test', plan.place, testOrigin)
/** Somebody who may change every secret has aimed these requests. */
const aim = { host: 'organization', references: { get: () => 'organization' } } as unknown as Aim

async function sendOn(): Promise<void> {
  for (;;) {
    const id = randomUUID()
    const exchange = await send(
      permit,
      { kind: 'integration_request', id, name: 'Load', purpose: 'integration', aim: async () => aim },
      {
        method: 'POST',
        baseUrl: plan.baseUrl,
        path: `/sends/${id}`,
        headers: [{ name: 'X-Api-Key', value: `{secrets.${plan.secretName}}` }],
        query: [],
        bodyType: 'none',
        body: '',
        followRedirects: false,
        retries: 0,
      },
    )
    if (exchange.outcome !== 'answered') throw new Error(`A send ended with ${exchange.code}.`)
  }
}

await Promise.all(Array.from({ length: plan.parallel }, sendOn))
