import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { authorizeToken } from '#lib/access/authorize.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { deliver } from '#lib/testing/a-delivery.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { anIntegration } from '#lib/testing/an-integration.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { canary, request, sendIt, store, upstream, withHeader } from '#lib/testing/sends.ts'
import { findToken } from '#lib/tokens/find-token.ts'
import { newTokenText, tokenHash } from '#lib/tokens/token-text.ts'
import { endOfRun } from '#lib/workflows/detach-run.ts'
import { archiveDomain } from './archive-domain.ts'
import { readDomain } from './read-domains.ts'
import { restoreDomain } from './restore-domain.ts'
import { isInUse } from './schema.ts'

const change = async (tenant: Tenant, what: typeof archiveDomain | typeof restoreDomain, rowVersion: number) => {
  const { slug, europe } = tenant.organization
  const input = { organization: slug, id: europe.id, rowVersion, confirmation: 'europe' }
  return runChange(await tenant.organizationPermit('domain:archive'), (scope) => what(scope, input))
}
const archive = (tenant: Tenant) => change(tenant, archiveDomain, 1)
const restore = (tenant: Tenant) => change(tenant, restoreDomain, 2)

const contents = async (tenant: Tenant) =>
  (await readDomain(await tenant.organizationPermit('domain:list'), tenant.organization.europe.id)).contents

test('sends are refused from the archive on, also with a permit from before, and go again after a restore', async () => {
  const tenant = await makeTenant()
  const { name } = await store({ type: 'token', value: canary('archived') }, tenant)
  const stored = withHeader(`{secrets.${name}}`)
  assert.equal((await sendIt(stored, tenant)).outcome, 'answered')
  const permit = await tenant.permit('integration:test')
  await archive(tenant)
  await upstream.forget()
  await assert.rejects(sendIt(stored, tenant), { code: 'not_found' })
  for (const each of [stored, request()]) {
    const exchange = await sendIt(each, { ...tenant, permit: async () => permit } as unknown as Tenant)
    assert.equal(exchange.outcome === 'refused' && exchange.code, 'sends_stopped')
  }
  assert.equal((await upstream.requests()).length, 0)
  await restore(tenant)
  assert.equal((await sendIt(stored, tenant)).outcome, 'answered')
})

test('a webhook does not exist while its domain is archived, and starts runs again after', async () => {
  const tenant = await makeTenant()
  const key = `whsec_${randomBytes(24).toString('base64')}`
  const { name } = await store({ type: 'token', value: key }, tenant)
  const hook = { keyName: name, keyPart: null }
  const workflow = await makeWorkflow(tenant, { steps: [aStep({ url: `${upstream.origin}/in` })], hook })
  const { hookId } = await workflow.row()
  assert.ok(hookId)
  const delivered = async () => {
    const { status, body } = await deliver(hookId, key)
    await endOfRun(body.runId ?? '')
    return status
  }
  assert.equal(await delivered(), 202)
  await archive(tenant)
  const runs = () => db().workflowRun.count({ where: { workflowId: workflow.id } })
  const before = await runs()
  const none = await deliver(hookId, key)
  const unknown = await deliver('00000000-0000-4000-8000-000000000000', key)
  assert.deepEqual(none, unknown)
  assert.equal(none.status, 404)
  assert.equal(await runs(), before)
  await restore(tenant)
  assert.equal(await delivered(), 202)
})

test('a run that is under way sends no further request, and none is started', async () => {
  const tenant = await makeTenant()
  await upstream.answer({ stall: 'headers', targets: { '/two': {} } })
  const steps = ['one', 'two'].map((name) => aStep({ name, url: `${upstream.origin}/${name}`, goesOn: true }))
  const workflow = await makeWorkflow(tenant, { steps })
  const { runId, end } = await workflow.start()
  while ((await upstream.requests()).length === 0) await wait(20)
  assert.equal((await contents(tenant)).runs, 1)
  await archive(tenant)
  await assert.rejects(workflow.start(), { code: 'not_found' })
  await upstream.hangUp()
  await end()
  const row = await db().workflowRun.findFirstOrThrow({ where: { id: runId }, include: { steps: true } })
  assert.equal(row.state, 'failed')
  assert.equal(row.steps.find(({ name }) => name === 'two')?.code, 'not_permitted')
  assert.deepEqual(
    (await upstream.requests()).map(({ target }) => target),
    ['/one'],
  )
})

test('an API token of the domain is nobody’s while it is archived; one of the organization finds no such domain', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe } = tenant.organization
  const make = async (domainId: string | null) => {
    const text = newTokenText()
    const by = { createdById: tenant.people.owner.personId, createdByName: 'Ines Okafor' }
    const rest = { name: 'CI', ending: text.slice(-4), scopes: ['secrets:read', 'secrets:write'], ...by }
    await db().apiToken.create({ data: { organizationId, domainId, hash: tokenHash(text), ...rest } })
    return text
  }
  const [own, wide] = [await make(europe.id), await make(null)]
  const found = await findToken(own, testOrigin.address)
  assert.ok(found)
  const permit = await authorizeToken(found, 'secret:create', { domain: 'europe' }, testOrigin)
  await archive(tenant)
  assert.equal(await findToken(own, testOrigin.address), null)
  const ofAll = await findToken(wide, testOrigin.address)
  assert.ok(ofAll)
  await assert.rejects(authorizeToken(ofAll, 'secret:list', { domain: 'europe' }, testOrigin), { code: 'not_found' })
  // What was let in before and comes to its change after is not done any more.
  const input = tokenInput(tenant.place, { name: 'late', value: canary('late') })
  const late = runChange(permit, (scope) => createSecret(scope, input))
  await assert.rejects(late, { code: 'unauthenticated' })
  assert.equal(await db().secret.count({ where: { organizationId } }), 0)
  await restore(tenant)
  assert.ok(await findToken(own, testOrigin.address))
})

test('who is in it finds nothing any more, and a change that was let in before is not done', async () => {
  const tenant = await makeTenant()
  const permit = await tenant.permit('secret:create', 'domain_admin')
  await archive(tenant)
  for (const role of ['owner', 'org_admin', 'domain_admin', 'editor'] as const)
    await assert.rejects(tenant.permit('secret:list', role), { code: 'not_found' })
  const input = tokenInput(tenant.place, { name: 'late', value: canary('late') })
  await assert.rejects(
    runChange(permit, (scope) => createSecret(scope, input)),
    { code: 'not_permitted' },
  )
  assert.equal(await db().secret.count({ where: { organizationId: tenant.organization.id } }), 0)
  await restore(tenant)
  assert.equal((await tenant.permit('secret:create', 'domain_admin')).actor.role, 'domain_admin')
})

test('its secrets stand in nobody’s way elsewhere: names are free, and organization secrets are seen through', async () => {
  const tenant = await makeTenant()
  const { slug: organization } = tenant.organization
  await store({ type: 'token', value: canary('own'), name: 'crm' } as never, tenant)
  await archive(tenant)
  const create = async (place: { organization: string; domain?: string }) =>
    runChange(
      await (place.domain
        ? tenant.permit('secret:create', 'owner', place.domain)
        : tenant.organizationPermit('secret:create', 'owner')),
      (scope) => createSecret(scope, tokenInput(place, { name: 'crm', value: canary('other') })),
    )
  assert.ok((await create({ organization })).id)
  assert.ok((await create({ organization, domain: 'america' })).id)
})

test('a secret of the organization that is renamed meanwhile is found again after a restore', async () => {
  const { tenant } = await anIntegration()
  const place = { organization: tenant.organization.slug }
  const { id } = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(place, { name: 'crm.key', value: canary('renamed') })),
  )
  await archive(tenant)
  await runChange(await tenant.organizationPermit('secret:rename'), (scope) =>
    renameSecret(scope, { ...place, id, rowVersion: 1, name: 'crm.newKey' }, consumers),
  )
  await restore(tenant)
  const where = { organizationId: tenant.organization.id }
  const named = async (nameLower: string) => db().referenceInUse.count({ where: { ...where, nameLower } })
  assert.deepEqual([await named('crm.key'), await named('crm.newkey')], [0, 2])
  const { body } = await db().integrationRequest.findFirstOrThrow({ where })
  assert.equal(body, '{"key":"{secrets.crm.newKey}"}')
})

test('what would stop is counted, and where something would, the name has to be typed', async () => {
  const { tenant } = await anIntegration()
  const { europe, slug } = tenant.organization
  const seen = await contents(tenant)
  assert.deepEqual(seen, {
    ...{ secretsInUse: 0, requests: 1, workflows: 0, hooks: 0, runs: 0, templates: 0, tokens: 0 },
    ...{ membersOfThisAlone: 2, takesJoining: false },
  })
  const input = { organization: slug, id: europe.id, rowVersion: 1 }
  const permit = await tenant.organizationPermit('domain:archive')
  for (const [confirmation, message] of [
    [undefined, /in use. Type Europe/],
    ['', /in use/],
    ['America', /not its name/],
  ] as const) {
    await assert.rejects(
      runChange(permit, (scope) =>
        archiveDomain(scope, { ...input, ...(confirmation !== undefined && { confirmation }) }),
      ),
      (error: { code: string; fields: Record<string, string> }) =>
        error.code === 'invalid' && message.test(error.fields.confirmation ?? ''),
    )
  }
  assert.equal((await db().domain.findFirstOrThrow({ where: { id: europe.id } })).archivedAt, null)
  await runChange(permit, (scope) => archiveDomain(scope, { ...input, confirmation: ' EUROPE ' }))
  assert.deepEqual(await contents(tenant), seen)
})

test('the name is wanted for a run alone, whose workflow was disabled since', () => {
  const nothing = { secretsInUse: 0, requests: 0, workflows: 0, hooks: 0, runs: 0, templates: 0, tokens: 0 }
  const others = { membersOfThisAlone: 2, takesJoining: true }
  assert.equal(isInUse({ ...nothing, ...others }), false)
  assert.equal(isInUse({ ...nothing, ...others, runs: 1 }), true)
})
