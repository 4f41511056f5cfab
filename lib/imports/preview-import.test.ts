import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { canary, common, create, makeSecret, refusalOf, runImport, stored } from '#lib/testing/an-import.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { judgeImportName } from './judge-import-name.ts'
import { previewImport } from './preview-import.ts'

describe('a preview', () => {
  test('judges every row as the form would, says what it would collide with, and stores nothing', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    await makeSecret(tenant, 'taken')
    const gone = await makeSecret(tenant, 'archived')
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, ...gone }),
    )
    const before = await stored(tenant)
    const text = JSON.stringify({
      'CRM.api key': canary,
      TAKEN: canary,
      archived: canary,
      Twice: canary,
      twice: canary,
      straße: canary,
      empty: '',
      past: { value: canary, expiresOn: '2020-01-01' },
      odd: { value: canary, visibility: canary },
      taken2: { username: canary, password: canary },
      'nul\0': canary,
    })
    const { rows } = await previewImport(permit, { format: 'json', text, common })
    assert.deepEqual(
      rows.map(({ line, typed, name, verdict }) => [line, typed, name, verdict]),
      [
        [1, 'CRM.api key', 'crm_api_key', 'new'],
        [1, 'TAKEN', 'taken', 'conflict'],
        [1, 'archived', 'archived', 'conflict'],
        [1, 'Twice', 'twice', 'duplicate'],
        [1, 'twice', 'twice', 'duplicate'],
        [1, 'straße', 'straße', 'invalid'],
        [1, 'empty', 'empty', 'invalid'],
        [1, 'past', 'past', 'invalid'],
        [1, 'odd', 'odd', 'invalid'],
        [1, 'taken2', 'taken2', 'new'],
        [1, 'nul\0', 'nul\0', 'invalid'],
      ],
    )
    assert.equal(rows[1]?.existing?.problem, null)
    assert.match(rows[2]?.existing?.problem ?? '', /^It is archived/)
    assert.equal(rows[5]?.problem?.isAboutName, true)
    assert.equal(rows[7]?.problem?.isAboutName, false)
    assert.deepEqual(rows[0]?.bytes, canary.length)
    assert.equal(JSON.stringify(rows).includes(canary), false)
    assert.deepEqual(await stored(tenant), before)
  })

  test('tells the lines of rows with one name, and a type that does not fit the stored one', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    await makeSecret(tenant, 'taken')
    const { rows } = await previewImport(permit, {
      format: 'csv',
      text: `name,value,type\nA,x,\na,"{}",json\ntaken,"{}",json`,
      common,
    })
    assert.deepEqual(
      rows.map(({ verdict, sameAs }) => [verdict, sameAs]),
      [
        ['duplicate', [3]],
        ['duplicate', [2]],
        ['conflict', []],
      ],
    )
    assert.match(rows[2]?.existing?.problem ?? '', /has the type Token, this row JSON/)
  })

  test('refuses common fields by their names, and a name that is typed for a row by what is stored', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    await makeSecret(tenant, 'taken')
    const refusal = await refusalOf(
      previewImport(permit, { format: 'env', text: 'A=b', common: { ...common, expiresOn: '2020-01-01' } }),
    )
    assert.deepEqual(Object.keys(refusal.fields), ['common.expiresOn'])
    assert.equal((await judgeImportName(permit, 'FREE')).problem, null)
    assert.equal((await judgeImportName(permit, 'FREE')).name, 'free')
    assert.match((await judgeImportName(permit, 'Taken')).problem ?? '', /taken/)
    assert.match((await judgeImportName(permit, 'a\0')).problem ?? '', /Only lowercase/)
  })

  test('warns of values that are short, twice in the file, or stored in what this person may edit', async () => {
    const tenant = await makeTenant()
    const american = await tenant.permit('secret:create', 'other_domain_admin', 'america')
    const value = `stored-elsewhere-${canary}`
    await runChange(american, (scope) =>
      createSecret(scope, tokenInput({ ...tenant.place, domain: 'america' }, { name: 'theirs', value })),
    )
    await makeSecret(tenant, 'mine', `stored-here-${canary}`)
    const text = `A=short\nB=stored-here-${canary}\nC=${value}\nD=${value}\nMINE=stored-here-${canary}`
    const previewAs = async (role: 'domain_admin' | 'org_admin') => {
      const preview = await previewImport(await tenant.permit('secret:import', role), { format: 'env', text, common })
      assert.equal(JSON.stringify(preview).includes(canary), false)
      return preview
    }
    const { rows, compared } = await previewAs('org_admin')
    const [short, here, elsewhere, twice, own] = rows.map((row) => row.warnings)
    assert.match(short?.[0] ?? '', /^This value has less than 8 bytes/)
    assert.deepEqual(here, ['This value is already stored in mine.'])
    assert.deepEqual(elsewhere, ['This value is already stored in theirs (America).'])
    assert.deepEqual(twice, ['Line 3 has the same value.', 'This value is already stored in theirs (America).'])
    assert.deepEqual(own, ['Line 2 has the same value.', 'This value is already stored in the secret of this name.'])
    assert.deepEqual(compared, { rows: 4, of: 4 })
    assert.deepEqual((await previewAs('domain_admin')).rows[2]?.warnings, [])
  })

  test('looks for no more than ten values a minute and person among the stored ones, in files and forms together', async () => {
    const tenant = await makeTenant()
    const values = Array.from({ length: 14 }, (_, index) => `${canary}-number-${index}`)
    for (const [index, value] of values.entries()) await makeSecret(tenant, `secret_${index}`, value)
    const permit = await tenant.permit('secret:import')
    const lines = values.map((value, index) => `ROW_${index}=${value}`)
    // One of the ten is gone already, and a value that stands twice counts once.
    const guess = tokenInput(tenant.place, { name: 'guess', value: `${canary}-a-guess-that-misses` })
    const creator = await tenant.permit('secret:create')
    await runChange(creator, (scope) => createSecret(scope, { ...guess, acceptsDuplicate: false }))
    const text = [lines[0], ...lines].join('\n').replace('ROW_0', 'FIRST')
    const previewed = async () => {
      const { rows, compared } = await previewImport(permit, { format: 'env', text, common })
      const found = rows.flatMap(({ row, warnings }) => (warnings.some((each) => /already/.test(each)) ? [row] : []))
      return { found, compared }
    }
    assert.deepEqual(await previewed(), {
      found: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      compared: { rows: 10, of: 15 },
    })
    assert.deepEqual(await previewed(), { found: [], compared: { rows: 0, of: 15 } })
    const same = tokenInput(tenant.place, { name: 'same', value: values[0] ?? '' })
    const { version } = await runChange(creator, (scope) => createSecret(scope, { ...same, acceptsDuplicate: false }))
    assert.equal(version, 1)
  })

  test('takes no harm from names and fields that no form would send', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:import')
    const text = String.raw`{"\ud800":"x","a":"\udc00","b":{"value":"x","description":"\u0000"},"c":{"value":"x","allowedHosts":["","*.co.uk"]},
      "d":{"value":"x","expiresOn":"2027-02-30"},"${'n'.repeat(5000)}":"x","e":{"value":"x","purpose":"__proto__"},"constructor":"x"}`
    const { rows } = await previewImport(permit, { format: 'json', text, common })
    assert.deepEqual(
      rows.map(({ verdict }) => verdict),
      [...Array.from({ length: 7 }, () => 'invalid'), 'new'],
    )
    assert.ok((rows[5]?.name.length ?? 0) < 200)
    const decisions = rows.map(({ row }) =>
      create(row, ['\ud800', 'a', 'b', 'c', 'd', 'n'.repeat(1000), 'e', 'constructor'][row] ?? ''),
    )
    const outcome = await runImport(permit, { format: 'json', text, decisions })
    assert.deepEqual(
      outcome.rows.filter((row) => row.outcome === 'created').map(({ name }) => name),
      ['constructor'],
    )
    assert.deepEqual(
      (await stored(tenant)).secrets.map(({ name }) => name),
      ['constructor'],
    )
  })
})
