import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { tryUses } from '#lib/testing/try-uses.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { consumers } from './consumers.ts'

after(disconnect)

test('whatever people do at once, "where used" is what every stored text says, and nothing of an archived domain', async () => {
  const rounds = 40
  const tenant = await makeTenant()
  const done = await tryUses(tenant, Number(process.env.POSTERN_TEST_SEED ?? 1), rounds)
  assert.ok(done > rounds * 2, `Only ${done} operations were done.`)

  const { id: organizationId, america } = tenant.organization
  const permit = await tenant.organizationPermit('secret:list')
  const secrets = await db().secret.findMany({ where: { organizationId } })
  const domains = async () =>
    (await Promise.all(secrets.map((secret) => placesOf(permit, secret, consumers))))
      .flat()
      .map(({ domain }) => domain.slug)
  const before = await domains()
  await db().domain.update({
    where: { organizationId_id: { organizationId, id: america.id } },
    data: { archivedAt: new Date() },
  })
  assert.deepEqual((await domains()).sort(), before.filter((slug) => slug !== 'america').sort())
})
