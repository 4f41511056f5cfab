import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { archiveDomain } from './archive-domain.ts'
import { createDomain } from './create-domain.ts'
import { listDomains, readDomain } from './read-domains.ts'
import { renameDomain } from './rename-domain.ts'
import { restoreDomain } from './restore-domain.ts'
import { createDomainInput, mostDomains } from './schema.ts'

after(disconnect)

const create = async (tenant: Tenant, name: string, slug: string, role: TestRole = 'org_admin') => {
  const { slug: organization } = tenant.organization
  return runChange(await tenant.organizationPermit('domain:create', role), (scope) =>
    createDomain(scope, createDomainInput.parse({ organization, name, slug })),
  )
}
type Which = { id: string; rowVersion?: number; role?: TestRole }
const input = (tenant: Tenant, { id, rowVersion = 1 }: Which) => ({
  organization: tenant.organization.slug,
  id,
  rowVersion,
})
const rename = async (tenant: Tenant, which: Which, name: string) =>
  runChange(await tenant.organizationPermit('domain:change', which.role), (scope) =>
    renameDomain(scope, { ...input(tenant, which), name }),
  )
const archive = async (tenant: Tenant, which: Which, confirmation?: string) =>
  runChange(await tenant.organizationPermit('domain:archive', which.role), (scope) =>
    archiveDomain(scope, { ...input(tenant, which), ...(confirmation !== undefined && { confirmation }) }),
  )
const restore = async (tenant: Tenant, which: Which) =>
  runChange(await tenant.organizationPermit('domain:archive', which.role), (scope) =>
    restoreDomain(scope, input(tenant, which)),
  )

const rowsOf = ({ organization: { id: organizationId } }: Tenant) =>
  Promise.all([
    db().domain.findMany({ where: { organizationId }, orderBy: { slug: 'asc' } }),
    db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
  ])
const logOf = async (tenant: Tenant) =>
  (await rowsOf(tenant))[1].map(({ action, actorName, subjectName, domainId }) => [
    action,
    actorName,
    subjectName,
    domainId,
  ])

/** That a call is refused with this code, and that no domain and no entry is another. */
async function refuses(tenant: Tenant, code: string, call: () => Promise<unknown>): Promise<PosternError> {
  const before = await rowsOf(tenant)
  const error = await call().then(
    () => assert.fail('It was done.'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof PosternError, String(error))
  assert.equal(error.code, code)
  assert.deepEqual(await rowsOf(tenant), before)
  return error
}

test('a domain is made, renamed, archived and restored, each logged, and its address stays', async () => {
  const tenant = await makeTenant()
  const { id, slug } = await create(tenant, 'Asia Pacific', 'asia')
  assert.equal(slug, 'asia')
  assert.deepEqual(await rename(tenant, { id }, 'APAC'), { id, slug: 'asia', name: 'APAC', rowVersion: 2 })
  assert.equal((await archive(tenant, { id, rowVersion: 2, role: 'owner' })).rowVersion, 3)
  await assert.rejects(tenant.permit('domain:view', 'owner', 'asia'), { code: 'not_found' })
  assert.equal((await restore(tenant, { id, rowVersion: 3 })).rowVersion, 4)
  assert.equal((await tenant.permit('domain:view', 'owner', 'asia')).domain?.name, 'APAC')
  assert.deepEqual(await logOf(tenant), [
    ['domain.created', 'Marek Dvořák', 'Asia Pacific', id],
    ['domain.renamed', 'Marek Dvořák', 'APAC', id],
    ['domain.archived', 'Ines Okafor', 'APAC', id],
    ['domain.restored', 'Marek Dvořák', 'APAC', id],
  ])
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('a weaker role, a stranger and a person of another organization change no domain', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const { id } = tenant.organization.europe
  for (const role of ['domain_admin', 'editor', 'other_domain_admin', 'stranger'] as const) {
    const code = role === 'stranger' ? 'not_found' : 'not_permitted'
    await refuses(tenant, code, () => create(tenant, 'Asia', 'asia', role))
    await refuses(tenant, code, () => rename(tenant, { id, role }, 'Mine'))
    await refuses(tenant, code, () => archive(tenant, { id, role }))
    await refuses(tenant, code, () => restore(tenant, { id, role }))
    await assert.rejects(tenant.organizationPermit('domain:list', role), { code })
  }
  // An id of another organization does not exist.
  await refuses(tenant, 'not_found', () => rename(other, { id }, 'Theirs'))
  await refuses(tenant, 'not_found', () => archive(other, { id }))
  await refuses(tenant, 'not_found', () => restore(other, { id }))
  const list = await other.organizationPermit('domain:list')
  for (const wrong of [id, randomUUID(), 'x', '\0'])
    await assert.rejects(readDomain(list, wrong), { code: 'not_found' })
})

test('names and addresses are one domain’s, archived or not, whatever the letter case', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  await archive(tenant, { id: america.id })
  const taken = await refuses(tenant, 'invalid', () => create(tenant, 'EUROPE', 'america'))
  assert.match(taken.fields.name ?? '', /A domain is called so already/)
  assert.match(taken.fields.slug ?? '', /An archived domain \(America\) has this address/)
  const renamed = await refuses(tenant, 'invalid', () => rename(tenant, { id: europe.id }, 'america'))
  assert.match(renamed.fields.name ?? '', /archived domain is called so/)
  assert.equal((await rename(tenant, { id: europe.id }, 'EUROPE')).name, 'EUROPE')
  await create(tenant, 'Zürich Öst', 'zurich')
  for (const name of ['Eu\u200brope', '\u202eEurope', 'Ｅurope', 'Zu\u0308rich\u00a0\u00a0o\u0308st', 'zürich  öst']) {
    const { fields } = await refuses(tenant, 'invalid', () => create(tenant, name, 'other'))
    assert.match(fields.name ?? '', /A domain is called so already/, name)
  }
  assert.equal((await create(tenant, 'Zurich Ost', 'other')).name, 'Zurich Ost')
})

test('an address is of lowercase words and none of Postern’s own', () => {
  const problem = (slug: string) => {
    const { error } = createDomainInput.safeParse({ organization: 'acme', name: 'Asia', slug })
    return error?.issues.map(({ path, message }) => `${path}: ${message}`).join()
  }
  for (const slug of ['asia', 'asia-2', ' Asia ', '7']) assert.equal(problem(slug), undefined, slug)
  for (const slug of ['', 'a--b', '-a', 'a-', 'a b', 'a/b', 'ü', '..', '%00', 'a_b', 'a\0', 'x'.repeat(64)])
    assert.match(problem(slug) ?? '', /^slug: /, slug)
  for (const slug of ['settings', 'members', 'api', 'secrets', 'Health', 'sends'])
    assert.match(problem(slug) ?? '', /address of Postern itself/, slug)
})

test('who looked at an older state changes nothing, and reads who was faster', async () => {
  const tenant = await makeTenant()
  const { id } = tenant.organization.europe
  await rename(tenant, { id, role: 'owner' }, 'Old World')
  for (const call of [
    () => rename(tenant, { id }, 'Europe'),
    () => archive(tenant, { id }),
    () => restore(tenant, { id }),
  ]) {
    const error = await refuses(tenant, 'stale_version', call)
    assert.match(error.message, /Ines Okafor changed this domain at /)
  }
})

test('what is archived is not archived again, and what is not is not restored', async () => {
  const tenant = await makeTenant()
  const { id } = tenant.organization.europe
  await refuses(tenant, 'wrong_state', () => restore(tenant, { id }))
  await archive(tenant, { id })
  await refuses(tenant, 'wrong_state', () => archive(tenant, { id, rowVersion: 2 }))
})

test('of two at once, one makes the domain, one renames it, and one archives it', async () => {
  const tenant = await makeTenant()
  const { id } = tenant.organization.europe
  const outcomes = async (calls: Promise<unknown>[]) =>
    (await Promise.allSettled(calls)).map((each) => (each.status === 'fulfilled' ? 'done' : each.reason.code)).sort()
  assert.deepEqual(await outcomes([create(tenant, 'Asia', 'asia'), create(tenant, 'Asia', 'asia', 'owner')]), [
    'done',
    'invalid',
  ])
  assert.deepEqual(await outcomes([rename(tenant, { id }, 'One'), rename(tenant, { id, role: 'owner' }, 'Two')]), [
    'done',
    'stale_version',
  ])
  const which = { id, rowVersion: 2 }
  assert.deepEqual(await outcomes([archive(tenant, which), archive(tenant, { ...which, role: 'owner' })]), [
    'done',
    'stale_version',
  ])
  assert.equal((await logOf(tenant)).length, 3)
})

test('an archive takes a sign-in of the last minutes', async () => {
  const tenant = await makeTenant()
  const { id } = tenant.organization.europe
  tenant.people.org_admin.proof = { ...tenant.people.org_admin.proof, freshAt: new Date(Date.now() - 16 * 60_000) }
  await refuses(tenant, 'fresh_sign_in_required', () => archive(tenant, { id }))
  await refuses(tenant, 'fresh_sign_in_required', () => restore(tenant, { id }))
  assert.equal((await create(tenant, 'Asia', 'asia')).slug, 'asia')
})

test('the list has every domain with what is in it, archived ones last', async () => {
  const tenant = await makeTenant()
  const { america } = tenant.organization
  await archive(tenant, { id: america.id })
  const { items } = await listDomains(await tenant.organizationPermit('domain:list'))
  assert.deepEqual(
    items.map(({ slug, members, secrets, integrations, archivedAt }) => [
      slug,
      members,
      secrets,
      integrations,
      archivedAt !== null,
    ]),
    [
      ['europe', 2, 0, 0, false],
      ['america', 1, 0, 0, true],
    ],
  )
})

test('an organization has so many domains at most', async () => {
  const tenant = await makeTenant()
  const { id: organizationId } = tenant.organization
  const rows = Array.from({ length: mostDomains - 2 }, (_, n) => ({ organizationId, slug: `d${n}`, name: `D ${n}` }))
  await db().domain.createMany({ data: rows })
  const error = await refuses(tenant, 'invalid', () => create(tenant, 'Asia', 'asia'))
  assert.match(error.message, /at most 200 domains/)
})
