import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { rowOf } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { pasteSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const paste = (page: Page, text: string) =>
  pasteSecret(page, page.getByRole('textbox', { name: 'Secrets', exact: true }), text)
const preview = (page: Page) => page.getByRole('button', { name: 'Preview' }).click()
const decide = (page: Page, name: string) => page.getByLabel(`Decision for ${name}`)
const importAll = (page: Page, count: string) => page.getByRole('button', { name: `Import ${count}` }).click()

test('a .env file: each row has its verdict, conflicts are decided, and values are nowhere on the page', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await page.getByRole('link', { name: 'Import' }).first().click()
  const values = { first: randomText(24), second: randomText(24), replaced: randomText(24) }
  const lines = [
    '# of the shop',
    `SHOP_KEY=${values.first}`,
    `TLS_KEY="-----BEGIN KEY-----\n${values.second}\n-----END KEY-----"`,
    `WEATHER_FX=${values.replaced}`,
    `not a line ${values.first}`,
    `CUT=abc#${values.first}`,
  ]
  await paste(page, lines.join('\n'))
  await preview(page)
  await expect(page.getByRole('button', { name: 'Needs a decision 1' })).toBeVisible()
  await expect(page.getByText('This line is not NAME=value, so it was not read.')).toBeVisible()
  await expect(page.getByText('3 lines')).toBeVisible()
  for (const value of Object.values(values)) expect(await page.content()).not.toContain(value)

  await decide(page, 'weather_fx').selectOption('rename')
  await page.getByLabel('New name for weather_fx').fill('Weather fx')
  await expect(page.getByText('Only lowercase letters, numbers, hyphens and underscores.').last()).toBeVisible()
  await page.getByLabel('New name for weather_fx').fill('shop_key')
  await expect(
    page.getByText(/Line 2 is stored under this name too\.|Line \d is stored under this name too\./).first(),
  ).toBeVisible()
  await decide(page, 'weather_fx').selectOption('rotate')
  await importAll(page, '3 secrets')
  await expect(page.getByText('2 secrets are stored, and 1 secret has a new value.')).toBeVisible()
  await expect(page.getByText('2 rows were left out, as decided.')).toBeVisible()
  for (const value of Object.values(values)) expect(await page.content()).not.toContain(value)
  await page.getByRole('link', { name: 'Go to the secrets' }).click()
  for (const name of ['shop_key', 'tls_key', 'weather_fx']) await expect(rowOf(page, name)).toBeVisible()
})

test('all or nothing stores none of a file with a row that cannot be stored', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const [page, other] = [await pageOf(tenant.people.org_admin), await pageOf(tenant.people.owner)]
  for (const each of [page, other]) await each.goto(`/${tenant.slug}/secrets/import`)
  await paste(page, `FIRST.key=${randomText(20)}\nsecond=${randomText(20)}`)
  await preview(page)
  await page.getByLabel(/All or nothing/).check()
  // Somebody else takes one of the names meanwhile.
  await paste(other, `second=${randomText(20)}`)
  await preview(other)
  await importAll(other, '1 secret')
  await expect(other.getByText('1 secret is stored.')).toBeVisible()
  await expectUnchanged(stack.databaseUrl, async () => {
    await importAll(page, '2 secrets')
    await expect(page.getByText(/^Nothing was stored, because 1 row could not be\./)).toBeVisible()
  })
  await expect(page.getByRole('row', { name: /second .*already has a secret with this name/ })).toBeVisible()
})

test('a thousand rows show their progress, can be stopped, gone on with, and exported without a value', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security/import`)
  const value = randomText(24)
  const rows = Array.from({ length: 1000 }, (_, index) => `bulk_${index},${value}${index}`)
  const buffer = Buffer.from(['name,value', ...rows].join('\n'))
  await page.locator('input[type=file]').setInputFiles({ name: 'bulk.csv', mimeType: 'text/csv', buffer })
  await preview(page)
  await importAll(page, '1,000 secrets')
  await expect(page.getByText(/[1-9]\d* of 1,000 rows done/)).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('The import was stopped.')).toBeVisible()
  await expect(
    page.getByText(/^From line \d+ on, \d+ rows were not reached\. Nothing of them is stored\.$/),
  ).toBeVisible()
  await page.getByRole('button', { name: /^Import the other \d+$/ }).click()
  await expect(page.getByText('1,000 secrets are stored.')).toBeVisible()

  await page.getByRole('link', { name: 'Go to the secrets' }).click()
  await page.getByRole('button', { name: 'Export' }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click(),
  ])
  const file = readFileSync(await download.path(), 'utf8')
  expect(file.match(/^"bulk_/gm)?.length).toBe(1000)
  expect(file).not.toContain(value)
})
