import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { rowMacOf } from '#lib/secrets/row-mac.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { readPlace } from './read-place.ts'

let tenant: Tenant
before(async () => {
  tenant = await makeTenant()
})
after(disconnect)

type Place = 'europe' | 'america' | null

/** A row as Postern would write it, without going through a form: organization secrets have none yet. */
async function write(
  name: string,
  place: Place,
  state: { archivedAt?: Date; expiresOn?: Date; revokedAt?: Date } = {},
): Promise<string> {
  const organizationId = tenant.organization.id
  const domainId = place && tenant.organization[place].id
  const by = { createdById: randomUUID(), createdByName: 'Test', updatedById: randomUUID(), updatedByName: 'Test' }
  const row = {
    organizationId,
    id: randomUUID(),
    domainId,
    scopeId: domainId ?? organizationId,
    name,
    nameLower: name.toLowerCase(),
    type: 'token' as const,
    visibility: 'restricted' as const,
    purpose: 'any' as const,
    expiresOn: null,
    revokedAt: null,
    archivedAt: null,
    currentVersion: 1,
    rowVersion: 1,
    ...state,
  }
  const { rowMac } = await organizationKeys(db(), organizationId)
  await db().secret.create({ data: { ...row, ...by, mac: rowMacOf(rowMac, row) } })
  return row.id
}

async function read(...names: string[]) {
  const keys = await organizationKeys(db(), tenant.organization.id)
  const permit = await tenant.permit('integration:test')
  const { secrets } = await readPlace(permit, keys, { names, url: new URL('https://api.example.com/') })
  return Object.fromEntries([...secrets].map(([name, { id, status }]) => [name, { id, status }]))
}

test('a secret of the domain stands before one of the organization, in every state', async () => {
  const states = {
    active: {},
    archived: { archivedAt: new Date() },
    revoked: { revokedAt: new Date() },
    expired: { expiresOn: new Date('2020-01-01') },
  }
  for (const [status, state] of Object.entries(states)) {
    const name = `both-${status}`
    // In both orders, because the database may answer in any.
    const isFirst = status < 'b'
    if (!isFirst) await write(name, null)
    const id = await write(name, 'europe', state)
    if (isFirst) await write(name, null)
    assert.deepEqual(await read(name), { [name]: { id, status } })
  }
})

test('one of the organization is found where the domain has none, whatever the letter case', async () => {
  const id = await write('Crm.apiKey', null)
  assert.deepEqual(await read('cRM.APIKEY', 'crm.apikey'), { 'crm.apikey': { id, status: 'active' } })
})

test('another domain’s is not found', async () => {
  await write('american', 'america')
  assert.deepEqual(await read('american', 'no-such'), {})
})

test('the last usable day is one, in the organization’s time zone', async () => {
  const today = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`)
  const id = await write('today', 'europe', { expiresOn: today })
  assert.deepEqual(await read('today'), { today: { id, status: 'active' } })
})

test('a row that was changed without the key stops everything', async () => {
  const id = await write('forged', 'europe', { archivedAt: new Date() })
  await write('genuine', 'europe')
  await db().secret.updateMany({ where: { id }, data: { archivedAt: null } })
  await assert.rejects(read('genuine', 'forged'))
  await read('genuine')
})
