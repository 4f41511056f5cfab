import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import {
  createIntegrationInput,
  createIntegrationRequestInput,
  testIntegrationRequestInput,
  updateIntegrationInput,
  updateIntegrationRequestInput,
} from '#lib/integrations/schema.ts'
import { testIntegrationRequest } from '#lib/integrations/test-request.ts'
import { checkRequest } from '#lib/references/check-request.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { naughtyStrings } from './naughty-strings.ts'
import { change, forEachString, isWhole, outcomeOf, rowsOf } from './try-strings.ts'

after(disconnect)

describe('naughty strings in integrations', () => {
  test('as name and base URL: as given or refused', async () => {
    const tenant = await makeTenant()
    const place = { ...tenant.place, name: 'CRM', baseUrl: 'https://api.example.com' }
    const first = await change(tenant, 'integration:edit', createIntegrationInput, place, createIntegration)
    assert.ok(first.done)
    const { id } = first.data as { id: string }
    let made = 1
    await forEachString(async (text) => {
      for (const over of [{ name: text, baseUrl: `https://a.example/${text}` }, { name: text }, { baseUrl: text }]) {
        const input = { ...place, ...over }
        const outcome = await change(tenant, 'integration:edit', createIntegrationInput, input, createIntegration)
        if (!outcome.done) {
          assert.equal(outcome.code, 'invalid')
          continue
        }
        made += 1
        const { id } = outcome.data as { id: string }
        const where = { organizationId: tenant.organization.id, id }
        const { name, baseUrl } = await db().integration.findFirstOrThrow({ where })
        assert.deepEqual({ name, baseUrl }, { name: input.name.trim(), baseUrl: input.baseUrl })
        break
      }
      for (const forged of [{ id: text }, { rowVersion: text }]) {
        const input = { ...place, id, rowVersion: 1, ...forged }
        const outcome = await change(tenant, 'integration:edit', updateIntegrationInput, input, updateIntegration)
        assert.deepEqual(outcome, { done: false, code: 'invalid' })
      }
    })
    const rows = await rowsOf(tenant)
    assert.deepEqual(rows, { secrets: 0, versions: 0, integrations: made, requests: 0, entries: made })
    assert.ok(made > 300)
    await isWhole(tenant)
  })

  test('as each field of a request, created and edited: as given or refused; and what is saved can be read', async () => {
    const tenant = await makeTenant()
    const place = { ...tenant.place, name: 'CRM', baseUrl: 'https://api.example.com' }
    const integration = await change(tenant, 'integration:edit', createIntegrationInput, place, createIntegration)
    assert.ok(integration.done)
    const { id: integrationId } = integration.data as { id: string }
    const base = {
      ...tenant.place,
      integrationId,
      name: 'Call',
      method: 'POST',
      path: '/v1',
      headers: [],
      query: [],
      bodyType: 'none',
      body: '',
      followRedirects: false,
      retries: 0,
    }
    const tester = await tenant.permit('integration:test')
    const viewer = await tenant.permit('integration:list', 'editor')
    let made = 0
    let edited = 0
    await forEachString(async (text, index) => {
      const fields = [
        { name: text },
        { method: text },
        { path: text },
        { path: `/${text}` },
        { headers: [{ name: text, value: 'v' }] },
        { headers: [{ name: 'X-Any', value: text }] },
        { query: [{ name: text, value: text }] },
        { bodyType: text },
        { bodyType: 'json', body: text },
        { bodyType: 'form', body: text },
        { bodyType: 'xml', body: text },
        { bodyType: 'text', body: text },
      ]
      const isGood = (over: object) => {
        const parsed = createIntegrationRequestInput.safeParse({ ...base, ...over })
        return parsed.success && Object.keys(checkRequest(parsed.data)).length === 0
      }
      const save = (over: object) =>
        change(
          tenant,
          'integration:edit',
          createIntegrationRequestInput,
          { ...base, ...over },
          createIntegrationRequest,
        )
      // The form judges each field alone; all that it lets through together must be stored, and one that it refuses not.
      const refused = fields.filter((over) => !isGood(over))
      const one = refused[index % refused.length]
      if (one) assert.deepEqual(await save(one), { done: false, code: 'invalid' }, Object.keys(one).join())
      const over = Object.assign({}, ...fields.filter(isGood))
      const outcome = await save(over)
      assert.ok(outcome.done, Object.keys(over).join())
      made += 1
      const { id } = outcome.data as { id: string }
      const stored = async () => {
        const saved = await getIntegrationRequest(viewer, { integrationId, id })
        const { name, method, path, headers, query, bodyType, body, followRedirects, retries } = saved
        const options = { followRedirects, retries }
        return { ...tenant.place, integrationId, name, method, path, headers, query, bodyType, body, ...options }
      }
      const given = { ...base, ...over }
      const expected = { ...given, name: given.name.trim(), body: given.bodyType === 'none' ? '' : given.body }
      assert.deepEqual(await stored(), expected)
      if (index % 4 === 0) {
        const again = { ...expected, name: 'Saved again', headers: [], id, rowVersion: 1 }
        const edit = await change(
          tenant,
          'integration:edit',
          updateIntegrationRequestInput,
          again,
          updateIntegrationRequest,
        )
        assert.ok(edit.done)
        edited += 1
        assert.deepEqual(await stored(), { ...expected, name: 'Saved again', headers: [] })
      }
      for (const forged of [{ id: text }, { integrationId: text }]) {
        const ids = { ...tenant.place, integrationId, id: integrationId, rowVersion: 1, ...forged }
        assert.equal(testIntegrationRequestInput.safeParse(ids).success, false)
        assert.deepEqual(await outcomeOf(() => testIntegrationRequest(tester, ids)), { done: false, code: 'not_found' })
      }
    })
    const rows = await rowsOf(tenant)
    assert.deepEqual(rows, { secrets: 0, versions: 0, integrations: 1, requests: made, entries: 1 + made + edited })
    assert.equal(made, naughtyStrings.length)
    await isWhole(tenant)
  })
})
