import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { bodyFor, expectedOf, storedOf } from '#lib/testing/model-stored.ts'
import { putRow } from '#lib/testing/put-row.ts'
import { type Ask, dayFromNow, operationOf, someSteps } from '#lib/testing/secret-asks.ts'
import {
  endsOf,
  type Level,
  type Model,
  type ModelSecret,
  type Operation,
  type Outcome,
  statusOf,
} from '#lib/testing/secret-model.ts'
import { archiveSecret } from './archive-secret.ts'
import { archiveSelected, restoreSelected, setExpirationOfSelected } from './change-selected.ts'
import { countSecrets } from './count-secrets.ts'
import { createSecret } from './create-secret.ts'
import { deleteSecret } from './delete-secret.ts'
import { editSecret } from './edit-secret.ts'
import { listSecrets } from './list-secrets.ts'
import { makeCurrent } from './make-current.ts'
import { renameSecret } from './rename-secret.ts'
import { restoreSecret } from './restore-secret.ts'
import { revealSecret } from './reveal-secret.ts'
import { revokeSecret } from './revoke-secret.ts'
import { listStatuses, type SecretChanged, type SelectedChanged, secretQuery } from './schema.ts'

after(disconnect)

const levels = ['domain', 'organization'] as const
const versionsKept = 2

const credentialOf = (isPair: boolean, value: string) => (isPair ? { username: 'batch', password: value } : value)

/** A fresh organization with a request in each domain for each of two names, and the model of it. */
async function start(): Promise<{ tenant: Tenant; model: Model }> {
  const tenant = await makeTenant()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { versionsKept } })
  const model: Model = { today: dayFromNow(0), versionsKept, secrets: [], reserved: {}, requests: [] }
  for (const domain of ['europe', 'america']) {
    const permit = await tenant.permit('integration:edit', 'owner', domain)
    const place = { ...tenant.place, domain }
    const { id: integrationId } = await runChange(permit, (scope) =>
      createIntegration(scope, { ...place, name: 'CRM', baseUrl: 'https://crm.example.com' }),
    )
    for (const name of ['crm', 'Mail']) {
      const input = {
        ...place,
        integrationId,
        name,
        method: 'POST',
        path: '',
        query: [],
        bodyType: 'text' as const,
        followRedirects: false,
        retries: 0,
      }
      const text = { headers: [{ name: 'Authorization', value: `Bearer {secrets.${name}}` }], body: bodyFor(name) }
      const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, { ...input, ...text }))
      model.requests.push({ id, domain, name, rowVersion: 1 })
    }
  }
  return { tenant, model }
}

async function perform(tenant: Tenant, model: Model, operation: Operation): Promise<Outcome> {
  const { role, level } = operation
  const place = { organization: tenant.organization.slug, ...(level === 'domain' && { domain: 'europe' }) }
  const run = async <P extends Permission, T>(permission: P, change: (scope: Scope<P>) => Promise<T>) =>
    runChange(
      await (level === 'domain' ? tenant.permit(permission, role) : tenant.organizationPermit(permission, role)),
      change,
    )
  const changed = async (answer: Promise<SecretChanged>): Promise<Outcome> => {
    const { id, version, rowVersion } = await answer
    return { answered: JSON.stringify([version, rowVersion]), id }
  }
  const input = { ...place, ...operation }
  try {
    switch (input.kind) {
      case 'create': {
        const { name, value, isPair, isMasked, expiresOn } = input
        const fields = { name, expiresOn, type: isPair ? 'username_password' : 'token' }
        const full = { ...fields, value: credentialOf(isPair, value), visibility: isMasked ? 'masked' : 'restricted' }
        return await changed(run('secret:create', (scope) => createSecret(scope, secretInput(place, full))))
      }
      case 'edit': {
        const { id, rowVersion, description, expiresOn, value, isLeaked, hosts } = input
        const isPair = model.secrets.some((secret) => secret.id === id && secret.isPair)
        const edit = editInput(place, {
          ...{ id, rowVersion, description, expiresOn, isLeaked },
          ...(value !== undefined && { value: credentialOf(isPair, value) }),
          ...(hosts && { allowedHosts: hosts }),
        })
        return await changed(run('secret:edit', (scope) => editSecret(scope, edit)))
      }
      case 'makeCurrent':
        return await changed(run('secret:edit', (scope) => makeCurrent(scope, input)))
      case 'reveal': {
        const { value } = await run('secret:reveal', (scope) => revealSecret(scope, input))
        return { answered: JSON.stringify([value]) }
      }
      case 'revoke':
        return await changed(run('secret:revoke', (scope) => revokeSecret(scope, input)))
      case 'archive':
        return await changed(run('secret:archive', (scope) => archiveSecret(scope, input)))
      case 'restore':
        return await changed(run('secret:restore', (scope) => restoreSecret(scope, input)))
      case 'delete':
        return await changed(run('secret:delete', (scope) => deleteSecret(scope, input)))
      case 'rename':
        return await changed(run('secret:rename', (scope) => renameSecret(scope, input, consumers)))
      case 'archiveSelected':
        return several(await run('secret:archive', (scope) => archiveSelected(scope, input)))
      case 'restoreSelected':
        return several(await run('secret:restore', (scope) => restoreSelected(scope, input)))
      case 'expireSelected':
        return several(await run('secret:edit', (scope) => setExpirationOfSelected(scope, input)))
    }
  } catch (error) {
    if (error instanceof PosternError) return { refused: error.code }
    throw error
  }
}

function several({ changed, refused }: SelectedChanged): Outcome {
  const results = [...changed.map((each) => [each.id, each.rowVersion]), ...refused.map(({ id }) => [id, 'refused'])]
  return { answered: JSON.stringify([results.sort()]) }
}

/** What only reads: lists and counts at both levels, the stored references, and the whole log. */
async function assertReadsFit(tenant: Tenant, model: Model) {
  await Promise.all(levels.map((level) => assertListsFit(tenant, model, level)))
  const where = { organizationId: tenant.organization.id }
  const said = (await db().integrationRequest.findMany({ where })).flatMap((request) =>
    listReferences(request as unknown as SavedFields).map(
      ({ field, name }) => `${request.id} ${field} ${name.toLowerCase()}`,
    ),
  )
  const references = await db().referenceInUse.findMany({ where })
  assert.deepEqual(references.map((row) => `${row.consumerId} ${row.field} ${row.nameLower}`).sort(), said.sort())
  const verdict = await verifyLog(tenant.organization.id)
  assert.equal(verdict.whole, true, 'reason' in verdict ? verdict.reason : '')
}

async function assertListsFit(tenant: Tenant, model: Model, level: Level) {
  const permit = await (level === 'domain'
    ? tenant.permit('secret:list', 'editor')
    : tenant.organizationPermit('secret:list', 'editor'))
  const counts = await countSecrets(permit, secretQuery.parse({}))
  const lists = await Promise.all(listStatuses.map((status) => listSecrets(permit, secretQuery.parse({ status }))))
  for (const [nth, status] of listStatuses.entries()) {
    const expected = idsOf(model, level, status, dayFromNow(7))
    assert.deepEqual(lists[nth]?.items.map(({ id }) => id).sort(), expected)
    assert.equal(counts[status], expected.length)
  }
}

function idsOf(model: Model, level: Level, filter: string, inAWeek: string): string[] {
  const isShown = (secret: ModelSecret) => {
    const status = statusOf(model, secret)
    if (filter === 'all') return status !== 'archived'
    if (filter !== 'expiring') return status === filter
    return status === 'active' && secret.expiresOn !== null && secret.expiresOn <= inAWeek
  }
  return model.secrets
    .filter((secret) => secret.level === level && !secret.isDeleted && isShown(secret))
    .map(({ id }) => id)
    .sort()
}

/** Time passes for a secret that expires: no operation can put a date into the past. */
async function lapse(tenant: Tenant, secret: ModelSecret | undefined) {
  if (!secret || secret.isDeleted) return
  secret.expiresOn = dayFromNow(-1)
  await putRow(tenant, secret.id, { expiresOn: new Date(`${secret.expiresOn}T00:00:00Z`) })
}

/** Whether the model, in one of the ends that it may have come to, is what is stored. */
function endThatFits(ends: Model[], stored: Awaited<ReturnType<typeof storedOf>>, told: string): Model {
  let difference: unknown
  for (const end of ends) {
    try {
      assert.deepEqual(stored, expectedOf(end))
      return end
    } catch (error) {
      difference = error
    }
  }
  if (difference) throw difference
  throw new Error(`No serial order explains what came of these operations at once:\n${told}`)
}

async function follow(steps: { about: number; asks: Ask[] }[]) {
  let { tenant, model } = await start()
  for (const { about, asks } of steps) {
    if (asks[0]?.kind === 'lapse') await lapse(tenant, model.secrets[about % Math.max(1, model.secrets.length)])
    const operations = asks.filter(({ kind }) => kind !== 'lapse').map((ask) => operationOf(model, about, ask))
    const outcomes = await Promise.all(operations.map((operation) => perform(tenant, model, operation)))
    const together = operations.map((operation, nth) => ({ operation, outcome: outcomes[nth] ?? { refused: '' } }))
    const told = together.map((each) => JSON.stringify(each)).join('\n')
    const stored = await storedOf(tenant, (value) => value.readText(ReadPermit.granted))
    model = endThatFits(endsOf(model, together), stored, told)
    await assertReadsFit(tenant, model)
  }
}

test('whatever several people do to secrets at once, it comes to what some order of it one after another does', async () => {
  // Not shrunk: what ran at once does not run the same way twice.
  const options = { numRuns: 15, endOnFailure: true }
  await fc.assert(fc.asyncProperty(someSteps, follow), options)
})
