import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { disconnect } from '#lib/db/client.ts'
import { assertTrue, canary, everything, refuses, tenantWithSecret } from '#lib/testing/a-rename.ts'

after(disconnect)

test('a rename rewrites every reference that means the secret, and logs each request in its domain', async () => {
  const made = await tenantWithSecret()
  const { tenant, id, save, rename, makeDomains, preview } = made
  const [inEurope, inAmerica] = [await save('europe', 'Contacts'), await save('america', 'Contacts')]
  await makeDomains('america', 'crm.key'.replace('.', '_'))

  const shown = await preview('sales.key')
  assert.deepEqual([shown.problem, shown.captured], [null, []])
  assert.deepEqual(
    shown.places.map((place) => [place.domain.slug, place.name, place.part, place.fields, place.uses]),
    [
      ['america', 'CRM america', 'Contacts', ['body', 'header:Authorization'], 0],
      ['europe', 'CRM europe', 'Contacts', ['body', 'header:Authorization'], 0],
    ],
  )
  assert.deepEqual(await rename('sales.key'), { id, name: 'sales.key', version: 1, rowVersion: 2 })

  const { requests, secrets, log, reserved } = await everything(made)
  for (const request of requests) {
    assert.deepEqual(request.headers, [{ name: 'Authorization', value: 'Bearer {secrets.sales.key}' }])
    assert.deepEqual(request.query, [{ name: 'other', value: '{{ secrets.mail }}' }])
    assert.equal(request.body, 'as {secret: sales.key#part} and \\{secrets.crm.key}')
    assert.deepEqual([request.rowVersion, request.updatedByName], [2, 'Marek Dvořák'])
  }
  const secret = secrets.find((row) => row.id === id)
  assert.deepEqual(
    [secret?.name, secret?.nameLower, secret?.searchText],
    ['sales.key', 'sales.key', 'sales.key\ntoken'],
  )
  assert.deepEqual(
    reserved.map((row) => [row.nameLower, row.secretId]),
    [['crm.key', id]],
  )
  const entries = log.slice(-3).map(({ action, subjectId, domainId }) => [action, subjectId, domainId])
  const { europe, america } = tenant.organization
  assert.deepEqual(
    entries.toSorted(),
    [
      ['integration_request.edited', inEurope.id, europe.id],
      ['integration_request.edited', inAmerica.id, america.id],
      ['secret.renamed', id, null],
    ].toSorted(),
  )
  assert.ok(!JSON.stringify(log.map((entry) => entry.details)).includes(canary))
  await assertTrue(made)
})

test('where a domain has a secret of the old name, its references mean that one and stay', async () => {
  const made = await tenantWithSecret()
  const place = { organization: made.tenant.organization.slug, domain: 'america' }
  const mail = await made.makeOrganizations('mail')
  await made.makeDomains(place.domain, 'mail')
  await made.save('europe', 'Ours')
  await made.save('america', 'Theirs')
  await made.rename('post', 1, mail.id)
  const { requests } = await everything(made)
  const queries = requests.map(({ domainId, query }) => [domainId === made.tenant.organization.europe.id, query])
  assert.deepEqual(queries.find(([isOurs]) => isOurs)?.[1], [{ name: 'other', value: '{{ secrets.post }}' }])
  assert.deepEqual(queries.find(([isOurs]) => !isOurs)?.[1], [{ name: 'other', value: '{{ secrets.mail }}' }])
  await assertTrue(made)
})

test('a name that is none, in use, reserved or would catch a reference is refused, and so is a foreign secret', async () => {
  const made = await tenantWithSecret()
  const { tenant, rename, preview, save, makeOrganizations, makeDomains } = made
  await save('europe', 'Contacts')
  const taken = await makeOrganizations('Taken')
  await makeDomains('europe', 'sales')
  for (const name of ['', '1st', 'a..b', 'with space', `x${'y'.repeat(128)}`]) {
    const { fields } = await refuses(made, 'invalid', () => rename(name))
    assert.equal((await preview(name)).problem, fields.name)
  }
  await refuses(made, 'name_taken', () => rename('tAKEN'))
  assert.match((await preview('tAKEN')).problem ?? '', /already has a secret with this name/)

  const refusal = await refuses(made, 'name_taken', () => rename('Sales'))
  assert.match(refusal.fields.name ?? '', /Europe \(sales, 1 request\)/)
  assert.deepEqual((await preview('Sales')).captured, [{ domainName: 'Europe', name: 'sales', places: 1 }])

  await rename('other', 1, taken.id)
  await refuses(made, 'name_taken', () => rename('taken'))
  assert.match((await preview('taken')).problem ?? '', /reserved until/)
  await refuses(made, 'name_taken', () => makeOrganizations('TAKEN'))
  // The secret itself may have its old name back.
  await rename('Taken', 2, taken.id)
  assert.deepEqual(
    (await everything(made)).reserved.map((row) => row.nameLower),
    ['other'],
  )

  await refuses(made, 'stale_version', () => rename('new', 7))
  const foreign = await tenantWithSecret()
  await refuses(foreign, 'not_found', () => rename('new', 1, foreign.id))
  await assert.rejects(preview('new', foreign.id), /does not exist/)
  await assert.rejects(preview('new', 'x'), /does not exist/)
  for (const role of ['domain_admin', 'editor'] as const)
    await refuses(made, 'not_permitted', () => tenant.organizationPermit('secret:rename', role))
  await assertTrue(made)
})

test('another letter case alone rewrites and reserves nothing', async () => {
  const made = await tenantWithSecret()
  await made.save('europe', 'Contacts')
  const { requests } = await everything(made)
  await made.rename('CRM.Key')
  const after = await everything(made)
  assert.deepEqual([after.requests, after.reserved], [requests, []])
  assert.equal(after.secrets[0]?.name, 'CRM.Key')
  await made.rename('CRM.Key', 2)
  assert.equal((await everything(made)).log.length, after.log.length)
  await assertTrue(made)
})

test('an archived secret is not renamed', async () => {
  const made = await tenantWithSecret()
  const { putRow } = await import('#lib/testing/put-row.ts')
  await putRow(made.tenant, made.id, { archivedAt: new Date() })
  await refuses(made, 'wrong_state', () => made.rename('new'))
  assert.match((await made.preview('new')).problem ?? '', /archived/)
})

test('saves and renames at once never miss each other', async () => {
  const made = await tenantWithSecret()
  const { save, edit, rename } = made
  const first = await save('europe', 'First')
  const results = await Promise.allSettled([
    ...Array.from({ length: 6 }, (_, nth) => save(nth % 2 ? 'europe' : 'america', `Request ${nth}`)),
    rename('sales.key'),
    edit('europe', first.id, 1, 'edited {secrets.crm.key}'),
    ...Array.from({ length: 4 }, (_, nth) => save('america', `Later ${nth}`)),
  ])
  for (const result of results)
    if (result.status === 'rejected')
      assert.ok(result.reason instanceof PosternError && result.reason.code === 'stale_version')
  // What was saved before the rename says the new name, what was saved after it the old one, and no text says both.
  const { requests } = await everything(made)
  for (const { headers, body } of requests) {
    const isRewritten = JSON.stringify(headers).includes('sales.key')
    assert.equal(JSON.stringify(headers).includes('CRM.Key'), !isRewritten)
    assert.equal(/\{secret: sales\.key#|edited \{secrets\.sales\.key\}/.test(body), isRewritten)
  }
  await assertTrue(made)
})

test('of a rename and a creation that want one name at once, one gets it', async () => {
  const made = await tenantWithSecret()
  for (const name of ['one', 'two', 'three']) {
    const { id } = await made.makeOrganizations(`was.${name}`)
    const results = await Promise.allSettled([made.rename(name, 1, id), made.makeOrganizations(name)])
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1)
    for (const result of results)
      if (result.status === 'rejected')
        assert.ok(result.reason instanceof PosternError && result.reason.code === 'name_taken', String(result.reason))
  }
  await assertTrue(made)
})
