import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { authorizeToken } from '#lib/access/authorize.ts'
import { countChanges } from '#lib/changelog/count-changes.ts'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { makeTenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { findToken } from './find-token.ts'

after(disconnect)

test('what a token did stands in the log under its name, found by it and by its group', async () => {
  const tenant = await makeTenant()
  const { text, id } = await anApiToken(tenant, ['secrets:write'])
  const token = await findToken(text, '192.0.2.9')
  assert.ok(token)
  const permit = await authorizeToken(token, 'secret:create', { domain: 'europe' }, testOrigin)
  await runChange(permit, (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value: 'a value of some length' })),
  )
  const reader = await tenant.organizationPermit('activity:view')
  const found = async (search: Record<string, string>) =>
    (await listChanges(reader, changeLogQueryOf(new URLSearchParams(search)))).items.map(
      ({ action, actorKind, actorName, actorRole }) => [action, actorKind, actorName, actorRole],
    )
  const created = ['secret.created', 'token', 'CI', '']
  const made = ['token.created', 'person', 'Ines Okafor', 'Owner']
  assert.deepEqual(await found({}), [created, made])
  assert.deepEqual(await found({ actor: id }), [created])
  assert.deepEqual(await found({ group: 'tokens' }), [made])
  const { actors } = await countChanges(reader, changeLogQueryOf(new URLSearchParams()))
  assert.deepEqual(actors.find(({ actor }) => actor === id)?.name, 'CI (API token)')
})
