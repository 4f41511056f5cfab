import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { open, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { createSecretInput, editSecretInput, secretAsSeenInput } from '#lib/secrets/schema.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { naughtyStrings } from './naughty-strings.ts'
import { change, forEachString, isWhole, rowsOf } from './try-strings.ts'

after(disconnect)

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
