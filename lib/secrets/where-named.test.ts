import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { consumers } from '#lib/consumers/consumers.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { tenantWithSecret } from '#lib/testing/a-rename.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { captures } from './captures.ts'

after(disconnect)

test('an alias that the organization has too captures the requests of its domain that name it', async () => {
  const made = await tenantWithSecret()
  const { tenant, makeOrganizations, makeDomains, save } = made
  await save('europe', 'Contacts')
  const captured = async (name: string) => {
    const { organizationSecret, places } = await captures(await tenant.permit('secret:list', 'editor'), name, consumers)
    return [organizationSecret, places.map((place) => place.part)]
  }
  assert.deepEqual(await captured('mail'), [null, []])
  await makeOrganizations('Mail')
  assert.deepEqual(await captured('mail'), ['Mail', ['Contacts']])
  await makeDomains('europe', 'mail')
  assert.deepEqual(await captured('MAIL'), ['Mail', ['Contacts']])
  assert.deepEqual(await captured('\0'), [null, []])
})

test('where a secret is used shows the domains that the person may see, and no more', async () => {
  const made = await tenantWithSecret()
  const { tenant, id, save } = made
  await save('europe', 'Ours')
  await save('america', 'Theirs')
  const secret = { id, name: 'crm.key', domainId: null }
  const shownTo = async (role: 'org_admin' | 'editor') =>
    (await placesOf(await tenant.organizationPermit('secret:list', role), secret, consumers)).map((place) => place.part)
  assert.deepEqual((await shownTo('org_admin')).sort(), ['Ours', 'Theirs'])
  assert.deepEqual(await shownTo('editor'), ['Ours'])
  await db().domain.updateMany({ where: { id: tenant.organization.america.id }, data: { archivedAt: new Date() } })
  assert.deepEqual(await shownTo('org_admin'), ['Ours'])
})
