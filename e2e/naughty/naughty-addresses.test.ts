import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { maxPasswordBytes, setupInput, signInInput } from '#lib/auth/schema.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { disconnect } from '#lib/db/client.ts'
import { getIntegration, listIntegrations } from '#lib/integrations/read-integrations.ts'
import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { secretQuery } from '#lib/secrets/schema.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { forEachString, outcomeOf } from './try-strings.ts'

after(disconnect)

describe('naughty strings in addresses', () => {
  test('as slug, id, cursor and search: nothing is found and nothing breaks', async () => {
    const tenant = await makeTenant()
    const list = await tenant.permit('secret:list')
    const history = await tenant.permit('secret:history')
    const integrations = await tenant.permit('integration:list')
    await forEachString(async (text) => {
      const missing = { done: false, code: 'not_found' }
      assert.deepEqual(await outcomeOf(() => tenant.permit('secret:list', 'owner', text)), missing, 'domain')
      assert.deepEqual(await outcomeOf(() => getSecret(list, text, [])), missing, 'secret')
      assert.deepEqual(await outcomeOf(() => getIntegration(integrations, text)), missing, 'integration')
      const ids = { integrationId: text, id: text }
      assert.deepEqual(await outcomeOf(() => getIntegrationRequest(integrations, ids)), missing, 'request')
      assert.deepEqual((await listSecrets(list, secretQuery.parse({ q: `nothing ${text}` }), text)).items, [], 'search')
      assert.deepEqual((await listIntegrations(integrations, { cursor: text })).items, [], 'integrations')
      const log = changeLogQueryOf(
        new URLSearchParams({ q: `nothing ${text}`, actor: text, subject: text, from: text }),
      )
      const changes = await outcomeOf(() => listChanges(history, log, { cursor: text }))
      assert.deepEqual(changes, { done: true, data: { items: [], nextCursor: null, searchedTo: null } }, 'changes')
    })
  })
})

describe('naughty strings at the door', () => {
  test('as email and password: refused by the form, or wrong', async () => {
    let tried = 0
    await forEachString(async (text, index) => {
      for (const input of [
        { email: text, password: 'a wrong password' },
        { email: `${text}@acme.example`, password: text },
        { email: 'nobody@acme.example', password: text },
      ]) {
        const parsed = signInInput.safeParse(input)
        if (!parsed.success || index % 12 !== 0) continue
        tried += 1
        // From an address of its own, so that the throttle does not answer instead.
        const origin = { address: `2001:db8:${index.toString(16)}::1`, program: text }
        assert.deepEqual(await outcomeOf(() => signIn(parsed.data, origin)), { done: false, code: 'invalid' })
      }
      const owner = { name: text, email: text, password: text, organization: text, domain: text, token: text }
      const setup = setupInput.safeParse(owner)
      if (setup.success) assert.ok([...text].length >= 12 && Buffer.byteLength(text) <= maxPasswordBytes)
    })
    assert.ok(tried > 30)
  })
})
