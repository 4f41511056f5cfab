import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Scope } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import type { ErrorCode } from '#lib/core/errors.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { Load } from '#lib/testing/load.ts'
import { planOf, startLoad } from '#lib/testing/send-load.ts'
import { canary, request, tenant, upstream } from '#lib/testing/sends.ts'

type Stored = { id: string; name: string; rowVersion: number }

/** How a secret is taken away, and what a send that begins afterwards is refused with. */
const ways: { what: string; code: ErrorCode; takeAway: (secret: Stored) => Promise<unknown> }[] = [
  {
    what: 'revoked',
    code: 'secret_revoked',
    takeAway: async (secret) =>
      runChange(await tenant.permit('secret:revoke'), (scope: Scope<'secret:revoke'>) =>
        revokeSecret(scope, { ...tenant.place, ...secret }),
      ),
  },
  {
    what: 'archived',
    code: 'secret_archived',
    takeAway: async (secret) =>
      runChange(await tenant.permit('secret:archive'), (scope: Scope<'secret:archive'>) =>
        archiveSecret(scope, { ...tenant.place, ...secret }),
      ),
  },
]

/** Each request that arrived at a path that begins so: the number of its send, and all of it as text. */
const arrived = async (prefix: string) =>
  (await upstream.requests()).flatMap(({ target, raw }) =>
    target.startsWith(prefix)
      ? [
          {
            number: Number(target.slice(target.lastIndexOf('/') + 1)),
            text: Buffer.from(raw, 'base64').toString('utf8'),
          },
        ]
      : [],
  )

// The moment is told by numbers that sends take before they begin, and not by clocks: see lib/testing/send-load.ts.
describe('no send reads a secret that was taken away before it began', () => {
  for (const where of ['this', 'another'] as const) {
    for (const { what, code, takeAway } of ways) {
      test(`${what} under load, sent by ${where} process`, async (t) => {
        const [value, ofOrganization] = [canary(what), canary('organization')]
        const name = `key-${where}-${what}`
        const made = await runChange(await tenant.permit('secret:create'), (scope) =>
          createSecret(scope, tokenInput(tenant.place, { name, value })),
        )
        // One of the organization with the same name is no way around the one that was taken away.
        const organization = { organization: tenant.organization.slug }
        await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
          createSecret(scope, tokenInput(organization, { name, value: ofOrganization })),
        )
        const path = `/${where}-${what}`
        const header = request({ path, headers: [{ name: 'X-Api-Key', value: `{secrets.${name}}` }] })
        const body = request({ path, bodyType: 'json', body: `{"key": "{secrets.${name}}"}` })
        const plan = planOf(tenant, 'editor', [header, body])
        const load = where === 'this' ? new Load(plan) : await startLoad(plan, upstream.authority)
        t.after(() => load.end())
        await load.finished(40)
        await takeAway(made)
        const gone = await load.mark()
        await load.finished(80)
        const outcomes = await load.end()

        const after = outcomes.filter(({ number }) => number >= gone.next)
        assert.ok(after.length >= 80)
        assert.deepEqual([...new Set(after.map((each) => each.code))], [code])
        assert.ok(after.every(({ nothingLeft }) => nothingLeft))
        const seen = await arrived(path)
        assert.deepEqual(
          seen.filter(({ number }) => number >= gone.next),
          [],
        )
        assert.ok(seen.length >= 40)
        assert.ok(seen.every(({ text }) => text.includes(value) && !text.includes(ofOrganization)))
      })
    }
  }
})
