import assert from 'node:assert/strict'
import { type KeyObject, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { PrismaPg } from '@prisma/adapter-pg'
import { PosternError } from '#lib/core/errors.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { OpenError } from '#lib/crypto/open-error.ts'
import { open, seal } from '#lib/crypto/seal.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { PrismaClient } from '#lib/db/generated/client.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { prepareInstallation } from './installation.ts'
import { clearKeyState, keyState } from './key-state.ts'
import { countSeals, createOrganizationKeys, organizationKeys, sealLimit } from './organization-keys.ts'

before(() => prepareInstallation())
after(disconnect)

const bound = new TextEncoder().encode('bound')
const makeRow = (tx: Tx, id: string) => tx.organization.create({ data: { id, slug: `keys-${id}`, name: 'Acme' } })

async function makeOrganization(id: string = randomUUID()): Promise<string> {
  await inTransaction(async (tx) => {
    await makeRow(tx, id)
    await createOrganizationKeys(tx, id)
  })
  return id
}

/** What a process finds that starts now. */
async function restart(): Promise<void> {
  clearKeyState()
  await prepareInstallation()
}

const sealingRow = (organizationId: string, version = 1) => ({
  organizationId_purpose_version: { organizationId, purpose: 'sealing' as const, version },
})
const sealsOf = async (id: string) => (await db().organizationKey.findUniqueOrThrow({ where: sealingRow(id) })).seals

describe('organizationKeys', () => {
  test('opens after a restart what was sealed before it', async () => {
    const id = await makeOrganization()
    const sealed = seal((await organizationKeys(db(), id)).active, SecretValue.fromText('a value'), bound)
    const before = await organizationKeys(db(), id)
    await restart()
    const keys = await organizationKeys(db(), id)
    assert.notEqual(keys, before)
    assert.equal(open(keys.active, sealed, bound).readText(ReadPermit.granted), 'a value')
    for (const name of ['rowMac', 'logChain', 'duplicates'] as const) assert.ok(keys[name].equals(before[name]))
  })

  test('gives each organization and each purpose a key of its own', async () => {
    const ids = [await makeOrganization(), await makeOrganization()]
    const all = await Promise.all(ids.map((id) => organizationKeys(db(), id)))
    const keys = all.flatMap(({ active, rowMac, logChain, duplicates }) => [active.key, rowMac, logChain, duplicates])
    keys.push(keyState().installation)
    assert.equal(new Set(keys.map((key) => key.export().toString('hex'))).size, 9)
  })

  test('stores no key as it is', async () => {
    const id = await makeOrganization()
    const { active } = await organizationKeys(db(), id)
    for (const { wrapped } of await db().organizationKey.findMany({ where: { organizationId: id } })) {
      assert.equal(Buffer.from(wrapped).indexOf(active.key.export()), -1)
      assert.equal(wrapped.byteLength, 69)
    }
  })

  test('asks the database once, then answers from memory', async () => {
    const id = await makeOrganization()
    const keys = await organizationKeys(db(), id)
    await db().organizationKey.deleteMany({ where: { organizationId: id } })
    assert.equal(await organizationKeys(db(), id), keys)
    assert.equal(await inTransaction((tx) => organizationKeys(tx, id)), keys)
  })

  test('holds no key of a transaction that was rolled back', async () => {
    const id = randomUUID()
    const lost = await inTransaction(async (tx) => {
      await makeRow(tx, id)
      await createOrganizationKeys(tx, id)
      throw { key: (await organizationKeys(tx, id)).active.key }
    }).catch((thrown: { key: KeyObject }) => thrown.key)
    await makeOrganization(id)
    const kept = (await organizationKeys(db(), id)).active.key
    assert.ok(!kept.equals(lost))
    await restart()
    assert.ok((await organizationKeys(db(), id)).active.key.equals(kept))
  })

  test('refuses an organization without keys, and a second set of keys', async () => {
    await assert.rejects(organizationKeys(db(), randomUUID()), /not exactly one active sealing key/)
    const id = await makeOrganization()
    const before = await organizationKeys(db(), id)
    await assert.rejects(inTransaction((tx) => createOrganizationKeys(tx, id)))
    await restart()
    assert.ok((await organizationKeys(db(), id)).active.key.equals(before.active.key))
  })
})

describe('a wrapped key opens in its own row only', () => {
  const rowsOf = async (id: string) => {
    const rows = await db().organizationKey.findMany({ where: { organizationId: id } })
    const [sealing, index] = (['sealing', 'index'] as const).map((purpose) =>
      rows.find((row) => row.purpose === purpose),
    )
    assert.ok(sealing && index)
    return { sealing, index }
  }
  const refuses = async (id: string) => {
    await restart()
    await assert.rejects(organizationKeys(db(), id), OpenError)
  }

  test('not in another organization', async () => {
    const [mine, theirs] = [await makeOrganization(), await makeOrganization()]
    const { wrapped } = (await rowsOf(theirs)).sealing
    await db().organizationKey.update({ where: sealingRow(mine), data: { wrapped } })
    await refuses(mine)
  })

  test('not for another purpose', async () => {
    const id = await makeOrganization()
    const { wrapped } = (await rowsOf(id)).index
    await db().organizationKey.update({ where: sealingRow(id), data: { wrapped } })
    await refuses(id)
  })

  test('not as another version', async () => {
    const id = await makeOrganization()
    await db().organizationKey.update({ where: sealingRow(id), data: { version: 2 } })
    await refuses(id)
  })

  test('not with a bit changed', async () => {
    const id = await makeOrganization()
    const { wrapped } = (await rowsOf(id)).sealing
    const flipped = Uint8Array.from(wrapped, (byte, at) => (at === 40 ? byte ^ 1 : byte))
    await db().organizationKey.update({ where: sealingRow(id), data: { wrapped: flipped } })
    await refuses(id)
  })

  test('and not when none is active; two cannot be', async () => {
    const id = await makeOrganization()
    const wrapped = keyState().root.wrap((await organizationKeys(db(), id)).active.key, `organization/${id}/sealing/2`)
    const second = { organizationId: id, purpose: 'sealing' as const, version: 2, wrapped }
    await assert.rejects(db().organizationKey.create({ data: second }), /OrganizationKey_active/)
    await db().organizationKey.update({ where: sealingRow(id), data: { isActive: false } })
    await restart()
    await assert.rejects(organizationKeys(db(), id), /not exactly one active sealing key/)
  })
})

describe('countSeals', () => {
  const count = (id: string, n: number) => inTransaction((tx) => countSeals(tx, id, n))

  test('counts in the caller’s transaction and gives the key to seal with', async () => {
    const id = await makeOrganization()
    const { active } = await organizationKeys(db(), id)
    assert.equal(await count(id, 2), active)
    assert.equal(await count(id, 1), active)
    assert.equal(await sealsOf(id), 3n)
    await assert.rejects(
      inTransaction(async (tx) => {
        await countSeals(tx, id, 5)
        throw new Error('rolled back')
      }),
      /rolled back/,
    )
    assert.equal(await sealsOf(id), 3n)
  })

  test('misses none when many count at once', async () => {
    const id = await makeOrganization()
    await Promise.all(Array.from({ length: 40 }, () => count(id, 1)))
    assert.equal(await sealsOf(id), 40n)
  })

  test('is one UPDATE', async () => {
    const id = await makeOrganization()
    await organizationKeys(db(), id)
    const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL })
    const client = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
    const statements: string[] = []
    client.$on('query', ({ query }) => statements.push(query))
    await client.$transaction((tx) => countSeals(tx, id, 1))
    await client.$disconnect()
    const [statement, ...more] = statements.filter((query) => !/^(BEGIN|COMMIT)/.test(query))
    assert.match(statement ?? '', /^UPDATE .* RETURNING /)
    assert.deepEqual(more, [])
  })

  test('goes to 2^30 and not beyond, and says so', async () => {
    const id = await makeOrganization()
    await db().organizationKey.update({ where: sealingRow(id), data: { seals: sealLimit - 3n } })
    await assert.rejects(count(id, 4), PosternError)
    await count(id, 3)
    assert.equal(await sealsOf(id), 2n ** 30n)
    await assert.rejects(count(id, 1), (error: PosternError) => {
      assert.match(error.message, /^Nothing was saved\. This organization’s key has sealed as many values as /)
      return error instanceof PosternError
    })
    assert.equal(await sealsOf(id), 2n ** 30n)
  })

  test('refuses a number that counts nothing', async () => {
    const id = await makeOrganization()
    for (const n of [0, -1, 1.5, Number.NaN]) await assert.rejects(count(id, n), RangeError)
    assert.equal(await sealsOf(id), 0n)
  })

  test('gives the key that another process has activated since this one read them', async () => {
    const id = await makeOrganization()
    const old = (await organizationKeys(db(), id)).active
    const label = `organization/${id}/sealing/2`
    const next = keyState().installation // any 256-bit key
    const wrapped = keyState().root.wrap(next, label)
    await db().organizationKey.update({ where: sealingRow(id), data: { isActive: false } })
    await db().organizationKey.create({ data: { organizationId: id, purpose: 'sealing', version: 2, wrapped } })
    const key = await count(id, 1)
    assert.equal(key.id, 2)
    assert.ok(key.key.equals(next))
    const keys = await organizationKeys(db(), id)
    assert.equal(keys.active.id, 2)
    assert.ok(keys.sealing.get(1)?.key.equals(old.key))
  })
})
