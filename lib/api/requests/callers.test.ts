import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { previewRename } from '#lib/secrets/preview-rename.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { giveTo } from '#lib/testing/given.ts'
import { canary, tenant } from '#lib/testing/sends.ts'
import { listSends } from '#lib/usages/list-sends.ts'

test('who names a secret in requests of their own is shown with it, and before it is renamed', async () => {
  const place = { organization: tenant.organization.slug }
  const input = secretInput(place, { name: 'crm.key', type: 'token', value: canary('caller') })
  const { id } = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, input),
  )
  const token = await anApiToken(tenant, ['requests:send', 'secrets:write'], { domain: null, name: 'Deploy' })
  const changes = { headers: { 'X-Key': '{secrets.crm.key}' } }
  const details = async () => getSecret(await tenant.organizationPermit('secret:list'), id, consumers)
  assert.deepEqual((await details()).callers, [])

  for (const domain of ['europe', 'europe', 'america'])
    assert.equal((await giveTo(token.text, changes, domain)).status, 200)
  const { callers, lastUsed } = await details()
  assert.deepEqual(
    callers.map((each) => [each.id, each.name, each.domain.slug, each.uses]),
    [
      [token.id, 'API · Deploy', 'america', 1],
      [token.id, 'API · Deploy', 'europe', 2],
    ],
  )
  assert.equal(lastUsed?.consumerName, 'API · Deploy')
  const renaming = { id, name: 'crm.token' }
  const preview = await previewRename(await tenant.organizationPermit('secret:rename'), renaming, consumers)
  assert.deepEqual([preview.problem, preview.places, preview.callers], [null, [], callers])
  const sends = await listSends(await tenant.organizationPermit('sends:list'), {
    result: null,
    secret: id,
    domain: null,
  })
  assert.deepEqual([sends.items.length, sends.items[0]?.name, sends.items[0]?.path], [3, 'API · Deploy', null])

  // Whoever sees one domain sees who called in it.
  const seen = await getSecret(await tenant.organizationPermit('secret:list', 'editor'), id, consumers)
  assert.deepEqual(
    seen.callers.map(({ domain }) => domain.slug),
    ['europe'],
  )
  const old = new Date(Date.now() - 91 * 24 * 60 * 60 * 1000)
  await db().usageRecordSecret.updateMany({ where: { secretId: id }, data: { at: old } })
  assert.deepEqual((await details()).callers, [])
})
