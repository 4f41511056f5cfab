import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { type Aimed, aimedRequest } from '#lib/testing/aimed-request.ts'
import type { TestRole } from '#lib/testing/make-tenant.ts'

after(disconnect)

const goes = 'address_refused'
const waits = 'host_not_approved'

describe('an unrestricted secret goes where whoever may change it has aimed it', () => {
  type Row = [host: TestRole, reference: TestRole, of: Aimed['level'], code: string]
  const rows: Row[] = [
    ['domain_admin', 'domain_admin', 'domain', goes],
    ['owner', 'org_admin', 'domain', goes],
    ['editor', 'domain_admin', 'domain', waits],
    ['domain_admin', 'editor', 'domain', waits],
    ['editor', 'editor', 'domain', waits],
    ['owner', 'org_admin', 'organization', goes],
    ['domain_admin', 'owner', 'organization', waits],
    ['org_admin', 'domain_admin', 'organization', waits],
    ['editor', 'owner', 'organization', waits],
  ]
  for (const [host, reference, level, code] of rows)
    test(`host by ${host}, reference by ${reference}, secret of the ${level}: ${code}`, async () => {
      const aimed = await aimedRequest({ host, reference, level })
      // Who sends does not count.
      for (const by of ['editor', 'owner'] as const) assert.equal(await aimed.send(by), code)
      assert.equal(await db().usageRecord.count({ where: { organizationId: aimed.tenant.organization.id } }), 0)
    })
})

test('a secret with allowed domains asks nobody', async () => {
  const aimed = await aimedRequest({ host: 'editor', reference: 'editor', allowedHosts: ['127.0.0.1:8443'] })
  assert.equal(await aimed.send('editor'), goes)
  const other = await aimedRequest({ host: 'editor', reference: 'editor', allowedHosts: ['api.example.com'] })
  assert.equal(await other.send('editor'), 'host_not_allowed')
  assert.deepEqual(await other.waiting(), [])
})

test('without the policy everybody aims, and with it again nobody more than before: at the very next send', async () => {
  const aimed = await aimedRequest({ host: 'editor', reference: 'editor' })
  const set = (hostApprovalRequired: boolean) =>
    db().organization.update({ where: { id: aimed.tenant.organization.id }, data: { hostApprovalRequired } })
  const codes = []
  for (const isOn of [true, false, true]) {
    await set(isOn)
    codes.push(await aimed.send('editor'))
  }
  assert.deepEqual(codes, [waits, goes, waits])
})

describe('what an Editor saves without aiming takes nothing over', () => {
  test('a request saved again around the reference', async () => {
    const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin' })
    await aimed.saveRequest('editor', { path: '/other', query: [{ name: 'q', value: 'x' }] })
    assert.equal(await aimed.send('editor'), goes)
  })

  test('the path of the base URL', async () => {
    const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin' })
    await aimed.saveBaseUrl('editor', 'https://127.0.0.1:8443/other/')
    assert.equal(await aimed.send('editor'), goes)
  })

  test('and an admin who saves again around it takes nothing over either', async () => {
    const aimed = await aimedRequest({ host: 'editor', reference: 'editor' })
    await aimed.saveBaseUrl('owner', 'https://127.0.0.1:8443/other/')
    await aimed.saveRequest('owner', { path: '/other' })
    assert.equal(await aimed.send('owner'), waits)
  })
})

describe('what an Editor aims anew counts as theirs', () => {
  const cases: [name: string, change: (aimed: Aimed) => Promise<unknown>][] = [
    ['another host', (aimed) => aimed.saveBaseUrl('editor', 'https://127.0.0.2:8443')],
    ['another port', (aimed) => aimed.saveBaseUrl('editor', 'https://127.0.0.1:9443')],
    ['a second field', (aimed) => aimed.saveRequest('editor', { query: [{ name: 'q', value: '{secrets.CRM}' }] })],
    ['another field', (aimed) => aimed.saveRequest('editor', { headers: [{ name: 'X-B', value: '{secrets.crm}' }] })],
    [
      'the reference taken away and put back',
      async (aimed) => {
        await aimed.saveRequest('editor', { headers: [] })
        await aimed.saveRequest('editor', {})
      },
    ],
  ]
  for (const [name, change] of cases)
    test(name, async () => {
      const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin' })
      assert.equal(await aimed.send('editor'), goes)
      await change(aimed)
      assert.equal(await aimed.send('editor'), waits)
    })
})

test('another part of the secret is aimed anew, fewer parts are not', async () => {
  const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin' })
  const setTo = async (role: 'domain_admin' | 'editor', body: string) => {
    await aimed.saveRequest(role, { method: 'POST', headers: [], bodyType: 'text', body })
    const rows = await db().referenceInUse.findMany({
      where: { organizationId: aimed.tenant.organization.id },
      select: { parts: true, setBy: true },
    })
    return rows.map(({ parts, setBy }) => [parts, setBy])
  }
  assert.deepEqual(await setTo('domain_admin', '{secrets.crm#a} {secrets.crm#b}'), [['["a","b"]', 'domain']])
  assert.deepEqual(await setTo('editor', 'other {secrets.crm#b} {secrets.crm#b}'), [['["b"]', 'domain']])
  assert.deepEqual(await setTo('editor', '{secrets.crm#a}'), [['["a"]', 'none']])
  assert.deepEqual(await setTo('domain_admin', '{secrets.crm#a}'), [['["a"]', 'none']], 'an admin takes nothing over')
  assert.deepEqual(await setTo('domain_admin', '{secrets.crm}'), [['[""]', 'domain']])
})

test('requests stored before parts were kept stay aimed as they are', async () => {
  const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin' })
  await db().referenceInUse.updateMany({
    where: { organizationId: aimed.tenant.organization.id },
    data: { parts: null, setBy: 'organization' },
  })
  await aimed.saveRequest('editor', { path: '/other' })
  assert.equal(await aimed.send('editor'), goes)
})

test('a rename keeps who put the reference', async () => {
  for (const [reference, code] of [
    ['editor', waits],
    ['owner', goes],
  ] as const) {
    const aimed = await aimedRequest({ host: 'owner', reference, level: 'organization' })
    const permit = await aimed.tenant.organizationPermit('secret:rename', 'owner')
    const input = {
      organization: aimed.tenant.organization.slug,
      id: aimed.secretId,
      rowVersion: 1,
      name: 'crm.newName',
    }
    await runChange(permit, (scope) => renameSecret(scope, input, consumers))
    assert.equal(await aimed.send('owner'), code)
  }
})
