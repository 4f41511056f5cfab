import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { maxPasswordBytes, setupInput, signInInput } from '#lib/auth/schema.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import type { z } from '#lib/core/zod.ts'
import { open, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { getIntegration, getIntegrationRequest, listIntegrations } from '#lib/integrations/read-integrations.ts'
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
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { checkRequest } from '#lib/references/check-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { createSecretInput, editSecretInput, secretAsSeenInput, secretQuery } from '#lib/secrets/schema.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { naughtyStrings } from './naughty-strings.ts'

// Every text that somebody can send, in every action and address: it is stored as it was given or refused with a
// sentence, and nothing in between. A test is named by the string's number, never by the string.

after(disconnect)

type Outcome = { done: true; data: unknown } | { done: false; code: string }

/** Every string in turn, some at a time. */
async function forEachString(run: (text: string, index: number) => Promise<unknown>): Promise<void> {
  const waiting = naughtyStrings.map((text, index) => ({ text, index }))
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { text, index } = next
      await run(text, index).catch((error: unknown) => {
        throw new Error(`String ${index} (${JSON.stringify(text.slice(0, 40))}): ${error}`, { cause: error })
      })
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

/** Refusals have a code and sentences of ours; whatever else is thrown fails the test. */
async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { done: true, data: await work() }
  } catch (error) {
    if (!(error instanceof PosternError)) throw error
    for (const sentence of [error.message, ...Object.values(error.fields)]) {
      assert.ok(/^[A-Z0-9“"`*]/.test(sentence) && sentence.length < 400, `a sentence: ${sentence.slice(0, 400)}`)
    }
    return { done: false, code: error.code }
  }
}

/** As lib/server/define-action.ts runs a change. */
async function change<P extends Permission, Schema extends z.ZodType>(
  tenant: Tenant,
  permission: P,
  schema: Schema,
  input: unknown,
  run: (scope: Scope<P>, input: z.output<Schema>) => Promise<unknown>,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const parsed = schema.safeParse(input)
    if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
    const permit = await tenant.permit(permission)
    return runChange(permit, (scope) => run(scope, parsed.data))
  })
}

async function rowsOf({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  const [secrets, versions, integrations, requests, entries] = await Promise.all([
    db().secret.count({ where }),
    db().secretVersion.count({ where }),
    db().integration.count({ where }),
    db().integrationRequest.count({ where }),
    db().changeLogEntry.count({ where: { ...where, outcome: 'done' } }),
  ])
  return { secrets, versions, integrations, requests, entries }
}

/** What is stored of a secret's current version, opened with the organization's keys. */
async function storedValues({ organization }: Tenant, id: string) {
  const secret = await db().secret.findFirstOrThrow({ where: { organizationId: organization.id, id } })
  const version = await db().secretVersion.findFirstOrThrow({
    where: { organizationId: organization.id, secretId: id, version: secret.currentVersion },
  })
  const keys = await organizationKeys(db(), organization.id)
  const openField = (sealed: Uint8Array | null, field: 'value' | 'username') => {
    if (!sealed) return null
    const key = keys.sealing.get(sealedKeyId(sealed))
    assert.ok(key)
    const { organizationId, domainId, type, visibility, purpose } = secret
    const home = { organizationId, domainId, secretId: id, version: version.version, field, type, visibility, purpose }
    return open(key, sealed, secretAssociatedData({ ...home, allowedHosts: [] })).readText(ReadPermit.granted)
  }
  return {
    name: secret.name,
    description: secret.description,
    value: openField(version.sealedValue, 'value'),
    username: openField(version.sealedUsername, 'username'),
  }
}

/** What the strings are not tried on. */
const editBlank = { description: '', expiresOn: null, acceptsDuplicate: true }
const blank = { ...editBlank, allowedHosts: [], visibility: 'restricted', purpose: 'any' }

const isWhole = async (tenant: Tenant) => assert.equal((await verifyLog(tenant.organization.id)).whole, true)

describe('naughty strings in secrets', () => {
  test('as alias: taken as the rule says, or refused', async () => {
    const tenant = await makeTenant()
    const taken = new Set<string>()
    await forEachString(async (text) => {
      const input = { ...tenant.place, ...blank, name: text, type: 'token', value: 'some value' }
      const outcome = await change(tenant, 'secret:create', createSecretInput, input, createSecret)
      const alias = text.toLowerCase()
      if (/^[a-z0-9_-]{1,128}$/.test(alias)) {
        assert.equal(outcome.done, !taken.has(alias))
        if (outcome.done) taken.add(alias)
      } else assert.deepEqual(outcome, { done: false, code: 'invalid' })
    })
    assert.ok(taken.size > 10)
    const { secrets, entries } = await rowsOf(tenant)
    assert.deepEqual({ secrets, entries }, { secrets: taken.size, entries: taken.size })
    await isWhole(tenant)
  })

  test('as description and value of each type, created and edited: bytes come back as they were given', async () => {
    const tenant = await makeTenant()
    const values = {
      token: (text: string) => text,
      username_password: (text: string) => ({ username: text, password: text }),
      json: (text: string) => JSON.stringify({ key: text }),
    }
    const of = async (type: keyof typeof values, index: number, description: string, text: string) => {
      const input = {
        ...tenant.place,
        ...blank,
        name: `${type}-${index}`,
        description,
        type,
        value: values[type](text),
      }
      return change(tenant, 'secret:create', createSecretInput, input, createSecret)
    }
    const edited = await Promise.all(
      (['username_password', 'json'] as const).map(async (type) => {
        const outcome = await of(type, -1, '', 'first value')
        assert.ok(outcome.done)
        return { type, rowVersion: 1, id: (outcome.data as { id: string }).id }
      }),
    )
    let made = edited.length
    let versions = edited.length
    await forEachString(async (text, index) => {
      const fits = text !== '' && text.isWellFormed() && Buffer.byteLength(text) <= maxBytes
      const description = isPlainText(text) ? text : ''
      const outcome = await of('token', index, description, text)
      assert.equal(outcome.done, fits, 'token')
      if (!outcome.done) return
      made += 1
      versions += 1
      const stored = await storedValues(tenant, (outcome.data as { id: string }).id)
      assert.deepEqual(stored, { name: `token-${index}`, description, value: text, username: null })
    })
    const editWithEach = async (secret: (typeof edited)[number]) => {
      for (const [index, text] of naughtyStrings.entries()) {
        const value = values[secret.type](text)
        const size = Buffer.byteLength(typeof value === 'string' ? value : text)
        const fits = size <= maxBytes && (secret.type === 'json' || (text !== '' && text.isWellFormed()))
        const input = { ...tenant.place, id: secret.id, rowVersion: secret.rowVersion, ...editBlank, value }
        const outcome = await change(tenant, 'secret:edit', editSecretInput, input, editSecret)
        assert.equal(outcome.done, fits, `${secret.type} ${index}`)
        if (!outcome.done) continue
        secret.rowVersion += 1
        versions += 1
        const stored = await storedValues(tenant, secret.id)
        assert.equal(stored.value, typeof value === 'string' ? value : text)
        assert.equal(stored.username, typeof value === 'string' ? null : text)
      }
    }
    await Promise.all(edited.map(editWithEach))
    const rows = await rowsOf(tenant)
    assert.deepEqual(rows, { secrets: made, versions, integrations: 0, requests: 0, entries: versions })
    await isWhole(tenant)
  })

  test('as an allowed domain or a date: taken as the rule says, or refused with nothing changed', async () => {
    const tenant = await makeTenant()
    const base = { ...tenant.place, ...blank, type: 'token', value: 'some value of its own' }
    let made = 0
    await forEachString(async (text, index) => {
      const withHost = { ...base, name: `host-${index}`, allowedHosts: [text] }
      const outcome = await change(tenant, 'secret:create', createSecretInput, withHost, createSecret)
      if (outcome.done) {
        made += 1
        const { allowedHosts } = await getSecret(
          await tenant.permit('secret:list'),
          (outcome.data as { id: string }).id,
          [],
        )
        assert.ok(allowedHosts.length === 1 && /^[\x21-\x7e]+$/.test(allowedHosts[0] ?? ''), 'stored in ASCII form')
      } else assert.equal(outcome.code, 'invalid')
      const withDate = { ...base, name: `date-${index}`, expiresOn: text }
      const dated = await change(tenant, 'secret:create', createSecretInput, withDate, createSecret)
      assert.deepEqual(dated, { done: false, code: 'invalid' })
    })
    const { secrets, entries } = await rowsOf(tenant)
    assert.deepEqual({ secrets, entries }, { secrets: made, entries: made })
    await isWhole(tenant)
  })

  test('as JSON text, description, forged alias, forged type and id: refused with nothing changed, or done', async () => {
    const tenant = await makeTenant()
    const base = { ...tenant.place, ...blank, name: 'fixed', type: 'json', value: '{"a":1}' }
    const first = await change(tenant, 'secret:create', createSecretInput, base, createSecret)
    assert.ok(first.done)
    const { id } = first.data as { id: string }
    const before = await rowsOf(tenant)
    let done = 0
    await forEachString(async (text, index) => {
      const asJson = { ...base, name: `json-${index}`, value: text }
      const asType = { ...base, name: `type-${index}`, type: text }
      const edit = { ...tenant.place, ...editBlank, id, rowVersion: 1, description: 'x' }
      const outcomes = [
        await change(tenant, 'secret:create', createSecretInput, asJson, createSecret),
        await change(tenant, 'secret:create', createSecretInput, asType, createSecret),
      ]
      const isObject = /^\s*\{/.test(text) && canParse(text) && !/"a".*"a"/.test(text) && text.length < 5000
      assert.deepEqual(
        outcomes.map((outcome) => outcome.done),
        [isObject, false],
      )
      done += Number(isObject)
      for (const forged of [
        { name: text },
        { type: text },
        { id: text },
        { expiresOn: text },
        { visibility: text },
        { purpose: text },
        { value: [text] },
        { value: { [text]: text } },
      ]) {
        const outcome = await change(tenant, 'secret:edit', editSecretInput, { ...edit, ...forged }, editSecret)
        assert.deepEqual(outcome, { done: false, code: 'invalid' }, Object.keys(forged).join())
      }
      const archive = { ...tenant.place, id: text, rowVersion: 1 }
      const archived = await change(tenant, 'secret:archive', secretAsSeenInput, archive, archiveSecret)
      assert.deepEqual(archived, { done: false, code: 'invalid' })
      if (!isPlainText(text)) {
        const described = { ...base, name: `text-${index}`, description: text }
        const outcome = await change(tenant, 'secret:create', createSecretInput, described, createSecret)
        assert.deepEqual(outcome, { done: false, code: 'invalid' })
      }
    })
    const expected = {
      secrets: before.secrets + done,
      versions: before.versions + done,
      entries: before.entries + done,
    }
    assert.deepEqual(await rowsOf(tenant), { ...before, ...expected })
    await isWhole(tenant)
  })
})

const maxBytes = 64 * 1024
const isPlainText = (text: string) => text.isWellFormed() && !text.includes('\0') && [...text].length <= 500

function canParse(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

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
