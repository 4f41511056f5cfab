import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db } from '#lib/db/client.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { canary, common, create, makeSecret, refusalOf, runImport, stored } from '#lib/testing/an-import.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import type { ImportDecision } from './schema.ts'

describe('an import', () => {
  test('stores new secrets, each with its version and its log entry, and no value where it does not belong', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    const text = JSON.stringify({
      A: canary,
      b: { username: 'u', password: canary },
      c: {
        type: 'json',
        value: { n: 1 },
        description: 'd',
        allowedHosts: ['api.example.com'],
        visibility: 'masked',
        purpose: 'webhook',
      },
    })
    const { rows } = await runImport(permit, {
      format: 'json',
      text,
      common: { ...common, allowedHosts: ['common.example.com'], expiresOn: '2099-01-31' },
      decisions: [create(0, 'A'), create(1, 'b'), create(2, 'other')],
    })
    assert.deepEqual(
      rows.map((row) => [row.row, row.outcome, row.name]),
      [
        [0, 'created', 'a'],
        [1, 'created', 'b'],
        [2, 'created', 'other'],
      ],
    )
    const { secrets, versions, entries } = await stored(tenant)
    assert.deepEqual(
      secrets.map(({ name, type, visibility, purpose, expiresOn, domainId }) => [
        name,
        type,
        visibility,
        purpose,
        expiresOn?.toISOString().slice(0, 10),
        domainId,
      ]),
      [
        ['a', 'token', 'restricted', 'any', '2099-01-31', tenant.organization.europe.id],
        ['b', 'username_password', 'restricted', 'any', '2099-01-31', tenant.organization.europe.id],
        ['other', 'json', 'masked', 'webhook', '2099-01-31', tenant.organization.europe.id],
      ],
    )
    assert.deepEqual(
      secrets.map(({ id }) => versions.find(({ secretId }) => secretId === id)?.allowedHosts),
      [['common.example.com'], ['common.example.com'], ['api.example.com']],
    )
    assert.deepEqual(
      entries.map(({ action, subjectName, details }) => [action, subjectName, (details as { note?: string }).note]),
      [
        ['secret.created', 'a', 'import'],
        ['secret.created', 'b', 'import'],
        ['secret.created', 'other', 'import'],
      ],
    )
    const everything = JSON.stringify([secrets, versions, entries, rows], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    assert.equal(everything.includes(canary), false)
    assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  })

  test('gives a stored secret a new version, and keeps what the row does not state', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    await runImport(permit, {
      format: 'json',
      text: `{"a":{"value":"first","description":"kept","allowedHosts":["a.example.com"],"expiresOn":"2099-01-31"}}`,
      decisions: [create(0, 'a')],
    })
    const [{ id, rowVersion } = { id: '', rowVersion: 0 }] = (await stored(tenant)).secrets
    const { rows } = await runImport(permit, {
      text: `A=${canary}`,
      common: { ...common, allowedHosts: ['other.example.com'] },
      decisions: [{ row: 0, act: 'rotate', id, rowVersion }],
    })
    assert.deepEqual(rows, [{ row: 0, outcome: 'rotated', id, name: 'a', version: 2 }])
    const { secrets, versions, entries } = await stored(tenant)
    assert.equal(secrets[0]?.description, 'kept')
    assert.equal(secrets[0]?.expiresOn?.toISOString().slice(0, 10), '2099-01-31')
    assert.deepEqual(
      versions.map(({ allowedHosts }) => allowedHosts),
      [['a.example.com'], ['a.example.com']],
    )
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['secret.created', 'secret.rotated'],
    )
    assert.deepEqual(
      entries.map(({ details }) => (details as { note?: string }).note),
      ['import', 'import'],
    )
  })

  test('tells the outcome of each row, and a refused one leaves nothing behind', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    const taken = await makeSecret(tenant, 'taken')
    const gone = await makeSecret(tenant, 'archived')
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, ...gone }),
    )
    await db().reservedName.create({
      data: {
        organizationId: tenant.organization.id,
        scopeId: tenant.organization.europe.id,
        nameLower: 'reserved',
        secretId: taken.id,
        until: new Date(Date.now() + 86_400_000),
      },
    })
    const before = await stored(tenant)
    const text = ['NEW', 'TAKEN', 'RESERVED', 'STALE', 'ARCHIVED', 'BAD', 'TWICE', 'TWICE2']
      .map((name) => `${name}=${canary}`)
      .join('\n')
    const { rows } = await runImport(permit, {
      text,
      decisions: [
        create(0, 'new'),
        create(1, 'taken'),
        create(2, 'reserved'),
        { row: 3, act: 'rotate', id: taken.id, rowVersion: 99 },
        { row: 4, act: 'rotate', id: gone.id, rowVersion: gone.rowVersion + 1 },
        create(5, 'bad name'),
        create(6, 'twice'),
        create(7, 'TWICE'),
      ],
    })
    assert.deepEqual(
      rows.map(({ row, outcome }) => [row, outcome]),
      [
        [0, 'created'],
        [1, 'refused'],
        [2, 'refused'],
        [3, 'refused'],
        [4, 'refused'],
        [5, 'refused'],
        [6, 'created'],
        [7, 'refused'],
      ],
    )
    assert.equal(JSON.stringify(rows).includes(canary), false)
    const after = await stored(tenant)
    const known = new Set(before.secrets.map(({ id }) => id))
    assert.deepEqual(
      after.secrets.filter(({ id }) => !known.has(id)).map(({ name }) => name),
      ['new', 'twice'],
    )
    assert.deepEqual(
      after.secrets.filter(({ id }) => known.has(id)),
      before.secrets,
    )
    assert.equal(after.versions.length, before.versions.length + 2)
    assert.equal(after.entries.length, before.entries.length + 2)
    assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  })

  test('all or nothing: one row that cannot be stored leaves nothing of any', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    const taken = await makeSecret(tenant, 'taken')
    const before = await stored(tenant)
    const text = `A=${canary}\nTAKEN=${canary}\nC=${canary}`
    const decisions: ImportDecision[] = [
      create(0, 'a'),
      { row: 1, act: 'rotate', id: taken.id, rowVersion: taken.rowVersion },
      create(2, 'taken'),
    ]
    const refusal = await refusalOf(runImport(permit, { text, decisions, isAllOrNothing: true }))
    assert.match(refusal.message, /^Nothing was stored, because 1 row could not be\./)
    assert.deepEqual(Object.keys(refusal.fields), ['rows.2'])
    assert.equal(JSON.stringify([refusal, refusal.message, refusal.fields]).includes(canary), false)
    assert.deepEqual(await stored(tenant), before)
    await runImport(permit, { text, decisions: [...decisions.slice(0, 2), create(2, 'c')], isAllOrNothing: true })
    assert.deepEqual(
      (await stored(tenant)).secrets.map(({ name, currentVersion }) => [name, currentVersion]),
      [
        ['a', 1],
        ['c', 1],
        ['taken', 2],
      ],
    )
  })

  test('of two at once with the same names, each name is stored once and the other is told', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    const names = Array.from({ length: 40 }, (_, index) => `k${index}`)
    const one = {
      text: names.map((name) => `${name}=${canary}`).join('\n'),
      decisions: names.map((name, row) => create(row, name)),
    }
    const other = [...names].reverse()
    const two = {
      text: other.map((name) => `${name}=${canary}`).join('\n'),
      decisions: other.map((name, row) => create(row, name)),
    }
    const outcomes = await Promise.all([
      runImport(permit, one),
      runImport(permit, two),
      makeSecret(tenant, 'k7').catch(() => null),
    ])
    const told = outcomes.slice(0, 2).flatMap((outcome) => (outcome && 'rows' in outcome ? outcome.rows : []))
    const { secrets, versions, entries } = await stored(tenant)
    assert.deepEqual(secrets.map(({ name }) => name).sort(), [...names].sort())
    assert.equal(versions.length, 40)
    assert.equal(entries.length, 40)
    const created = told.filter(({ outcome }) => outcome === 'created').length
    assert.equal(created + (outcomes[2] ? 1 : 0), 40)
    assert.equal(told.length, 80)
  })

  test('stores a secret of the organization by its rules of names', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.organizationPermit('secret:import')
    const { rows } = await runImport(permit, {
      text: `A=${canary}\nB=${canary}`,
      decisions: [create(0, 'crm.apiKey'), create(1, '1st')],
    })
    assert.deepEqual(
      rows.map(({ outcome, name }) => [outcome, name]),
      [
        ['created', 'crm.apiKey'],
        ['refused', '1st'],
      ],
    )
    const { secrets } = await stored(tenant)
    assert.deepEqual(
      secrets.map(({ name, domainId, scopeId }) => [name, domainId, scopeId]),
      [['crm.apiKey', null, tenant.organization.id]],
    )
  })

  test('reaches no secret of another place, and is refused whole where the text is another', async () => {
    const tenant = await makeTenant()
    const foreign = await makeTenant()
    const theirs = await makeSecret(foreign, 'theirs')
    const mine = await makeSecret(tenant, 'mine')
    const american = await tenant.permit('secret:import', 'other_domain_admin', 'america')
    const before = [await stored(tenant), await stored(foreign)]
    for (const { id, rowVersion } of [theirs, mine]) {
      const { rows } = await runImport(american, {
        text: `A=${canary}`,
        decisions: [{ row: 0, act: 'rotate', id, rowVersion }],
      })
      assert.deepEqual(
        rows.map(({ outcome }) => outcome),
        ['refused'],
      )
    }
    for (const decisions of [[create(1, 'a')], [create(0, 'a'), create(0, 'b')]])
      assert.equal((await refusalOf(runImport(american, { text: `A=${canary}`, decisions }))).code, 'invalid')
    assert.deepEqual([await stored(tenant), await stored(foreign)], before)
  })

  test('is for admins of the place', async () => {
    const tenant = await makeTenant()
    for (const role of ['editor'] as const)
      assert.equal((await refusalOf(tenant.permit('secret:import', role))).code, 'not_permitted')
    for (const role of ['stranger', 'other_domain_admin'] as const)
      assert.equal((await refusalOf(tenant.permit('secret:import', role))).code, 'not_found')
    for (const role of ['domain_admin', 'editor'] as const)
      assert.equal((await refusalOf(tenant.organizationPermit('secret:import', role))).code, 'not_permitted')
    assert.equal((await refusalOf(tenant.organizationPermit('secret:import', 'stranger'))).code, 'not_found')
  })
})
