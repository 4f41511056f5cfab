import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { homePath } from './home-path.ts'

after(disconnect)

const home = (tenant: Tenant, role: TestRole) => homePath(tenant.people[role].personId)
const archive = ({ organization: { id: organizationId } }: Tenant, ...slugs: string[]) =>
  db().domain.updateMany({ where: { organizationId, slug: { in: slugs } }, data: { archivedAt: new Date() } })

test('somebody begins in the first domain that they may see', async () => {
  const tenant = await makeTenant()
  const { slug } = tenant.organization
  assert.equal(await home(tenant, 'owner'), `/${slug}/america/settings/security`)
  assert.equal(await home(tenant, 'editor'), `/${slug}/europe/settings/security`)
  assert.equal(await home(tenant, 'stranger'), null)
})

test('without a domain it is the organization’s overview; an archived domain is none', async () => {
  const tenant = await makeTenant()
  const { slug } = tenant.organization
  await archive(tenant, 'europe')
  assert.equal(await home(tenant, 'editor'), `/${slug}`)
  assert.equal(await home(tenant, 'owner'), `/${slug}/america/settings/security`)
  await archive(tenant, 'america')
  assert.equal(await home(tenant, 'owner'), `/${slug}`)
})

test('an organization in which somebody is suspended is none, and the next one is', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const { personId } = tenant.people.editor
  const at = { organizationId: tenant.organization.id, personId }
  await db().membership.update({ where: { organizationId_personId: at }, data: { suspendedAt: new Date() } })
  assert.equal(await homePath(personId), null)
  await db().membership.create({ data: { organizationId: other.organization.id, personId, role: 'member' } })
  assert.equal(await homePath(personId), `/${other.organization.slug}`)
})
