import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { editInput, tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { changePolicies } from './change-policies.ts'
import { readPolicies } from './read-policies.ts'
import { type ChangePoliciesInput, changePoliciesInput, versionsDestroyed } from './schema.ts'

after(disconnect)

async function stateOf(tenant: Tenant) {
  const {
    olderVersions,
    notAllowlisted,
    signIns: _,
    members: __,
    ...policies
  } = await readPolicies(await tenant.organizationPermit('policy:view'), [])
  return { input: { ...policies, organization: tenant.organization.slug }, olderVersions, notAllowlisted }
}

const change = async (tenant: Tenant, input: ChangePoliciesInput, role: TestRole = 'org_admin') =>
  runChange(await tenant.organizationPermit('policy:edit', role), (scope) =>
    changePolicies(scope, input, { proof: testProof, issuers: [] }),
  )

const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )

test('policies are changed, effective at once, and logged field by field', async () => {
  const tenant = await makeTenant()
  const { input } = await stateOf(tenant)
  const changed = {
    ...input,
    retentionDays: 7,
    editorsMayReveal: false,
    hostApprovalRequired: false,
    onlyAllowlisted: true,
    timeZone: 'Europe/Berlin',
  }
  assert.deepEqual(await change(tenant, changed), { policyVersion: 2 })
  assert.deepEqual((await stateOf(tenant)).input, { ...changed, policyVersion: 2 })
  const entry = await db().changeLogEntry.findFirstOrThrow({ where: { organizationId: tenant.organization.id } })
  assert.equal(entry.action, 'policy.changed')
  assert.deepEqual(entry.details, {
    fields: {
      'Days to restore': { from: '30', to: '7' },
      'Editors may show Masked values': { from: 'yes', to: 'no' },
      'Approval of hosts that others chose': { from: 'yes', to: 'no' },
      'Only allowlisted addresses': { from: 'no', to: 'yes' },
      'Time zone': { from: 'UTC', to: 'Europe/Berlin' },
    },
  })
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('a lower number of versions destroys those beyond it at once, as was said before', async () => {
  const tenant = await makeTenant()
  const made = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'rotated', value: 'value number one' })),
  )
  const edit = await tenant.permit('secret:edit')
  for (const rowVersion of [1, 2, 3])
    await runChange(edit, (scope) =>
      editSecret(scope, editInput(tenant.place, { id: made.id, rowVersion, value: `value number ${rowVersion + 1}` })),
    )
  const { input, olderVersions } = await stateOf(tenant)
  assert.equal(versionsDestroyed({ olderVersions }, 5), 0)
  assert.equal(versionsDestroyed({ olderVersions }, 2), 2)
  await change(tenant, { ...input, versionsKept: 2 })
  const versions = await db().secretVersion.findMany({ where: { secretId: made.id }, orderBy: { version: 'asc' } })
  assert.deepEqual(
    versions.map((version) => version.sealedValue !== null && version.destroyedAt === null),
    [false, false, true, true],
  )
})

test('a stale, unpermitted or foreign change changes nothing; one that changes nothing is not logged', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const { input } = await stateOf(tenant)
  assert.equal(await codeOf(change(tenant, { ...input, policyVersion: 9, retentionDays: 1 })), 'stale_version')
  for (const role of ['domain_admin', 'editor', 'other_domain_admin'] as const)
    assert.equal(await codeOf(change(tenant, { ...input, retentionDays: 1 }, role)), 'not_permitted')
  assert.equal(await codeOf(change(tenant, { ...input, retentionDays: 1 }, 'stranger')), 'not_found')
  await change(other, { ...input, retentionDays: 3 })
  assert.deepEqual(await change(tenant, input), { policyVersion: 1 })
  assert.deepEqual((await stateOf(tenant)).input, input)
  const entries = await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } })
  assert.equal(entries, 0)
})

test('of two that save at once, one is told', async () => {
  const tenant = await makeTenant()
  const { input } = await stateOf(tenant)
  const codes = await Promise.all(
    [3, 4].map((retentionDays) => codeOf(change(tenant, { ...input, retentionDays }, 'owner'))),
  )
  assert.deepEqual(codes.toSorted(), ['done', 'stale_version'])
})

test('each number and the time zone have their sentence', () => {
  const problems = (over: object) => {
    const parsed = changePoliciesInput.safeParse({
      organization: 'acme',
      policyVersion: 1,
      versionsKept: 5,
      retentionDays: 30,
      editorsMayReveal: true,
      domainAdminsMayReveal: false,
      allowedDomainsRequired: false,
      hostApprovalRequired: true,
      onlyAllowlisted: false,
      timeZone: 'UTC',
      secondFactorRequired: false,
      ssoRequired: false,
      sessionHours: 12,
      sessionIdleMinutes: 120,
      ssoJoinDomains: [],
      ssoJoinDomainId: null,
      ...over,
    })
    return parsed.success ? null : parsed.error.issues[0]?.message
  }
  assert.equal(problems({}), null)
  for (const versionsKept of [0, 21, 1.5, Number.NaN, '5'])
    assert.equal(problems({ versionsKept }), 'Enter a whole number from 1 to 20.')
  assert.equal(problems({ retentionDays: 366 }), 'Enter a whole number from 1 to 365.')
  assert.equal(problems({ sessionHours: 721 }), 'Enter a whole number from 1 to 720.')
  assert.equal(problems({ sessionIdleMinutes: 4 }), 'Enter a whole number from 5 to 43200.')
  assert.equal(problems({ timeZone: 'Mars/Olympus' }), 'Choose a time zone from the list.')
})

test('an edit that is under way and a lower number of versions see each other: none beyond it stays', async () => {
  const tenant = await makeTenant()
  const { id } = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'rotated', value: 'value number one' })),
  )
  const edit = await tenant.permit('secret:edit')
  const fields = (rowVersion: number) =>
    editInput(tenant.place, { id, rowVersion, value: `value number ${rowVersion + 1}` })
  for (const rowVersion of [1, 2]) await runChange(edit, (scope) => editSecret(scope, fields(rowVersion)))
  const { input } = await stateOf(tenant)
  let changed: Promise<unknown> = Promise.resolve()
  await runChange(edit, async (scope) => {
    const answer = await editSecret(scope, fields(3))
    // Asked for while the edit waits for its commit.
    changed = change(tenant, { ...input, versionsKept: 1 })
    await Promise.race([changed, waited(scope.tx)])
    return answer
  })
  await changed
  const kept = await db().secretVersion.findMany({ where: { secretId: id, destroyedAt: null } })
  assert.deepEqual(
    kept.map(({ version }) => version),
    [4],
  )
})

/** Until somebody waits for a lock of this transaction. */
async function waited(tx: Tx): Promise<void> {
  for (;;) {
    const [found] = await tx.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))`
    if (Number(found?.count) > 0) return
  }
}

test('a change of policies and the entries of the log that others write meanwhile never wait in a circle', async () => {
  const tenant = await makeTenant()
  const refused = await tenant.permit('secret:list')
  const { input } = await stateOf(tenant)
  let policyVersion = input.policyVersion
  const entry = { action: 'access.refused', subject: { kind: 'domain' as const, id: refused.domainId, name: 'Europe' } }
  await Promise.all([
    (async () => {
      for (const retentionDays of [1, 2, 3, 4, 5, 6, 7, 8])
        policyVersion = (await change(tenant, { ...input, policyVersion, retentionDays })).policyVersion
    })(),
    ...[1, 2, 3].map(async () => {
      for (let count = 0; count < 12; count++)
        await inTransaction((tx) => appendEntries(tx, refused, 'refused', [entry]))
    }),
  ])
  const verdict = await verifyLog(tenant.organization.id)
  assert.ok(verdict.whole && verdict.entries === 8n + 36n)
})
