import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { exportAs } from '../browser/download.ts'
import { expectNowhere } from '../browser/expect-nowhere.ts'
import { rowOf, showState } from '../browser/secrets.ts'
import { expectArrives, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { pasteSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import { newCanary, randomText } from '../leak-search/canary.ts'
import { LeakSearch } from '../leak-search/leak-search.ts'
import { searchTables } from '../leak-search/search-tables.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const source = (page: Page) => page.getByRole('textbox', { name: 'Secrets', exact: true })
const decide = (page: Page, name: string) => page.getByLabel(`Decision for ${name}`)
const rowWith = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

/** Drops a file as a person does with the mouse: past every step that would name what is in it. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text ?? ''], name ?? ''))
      return transfer
    },
    [name, text],
  )
  await source(page).dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByText(name)).toBeVisible()
}

test('JSON, pasted: each type with fields of its own; what is stored is what stood in the file', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const [replaced, user, password, deep, line] = [
    newCanary('replaced', '"\\'),
    newCanary('user'),
    newCanary('password', 'é'),
    newCanary('deep'),
    newCanary('line'),
  ]
  const canaries = [replaced, user, password, deep, line]
  const values = canaries.map(({ text }) => text)
  const file = {
    weather_fx: replaced.text,
    mail: { username: user.text, password: password.text },
    crm: {
      type: 'json',
      value: { key: deep.text },
      description: 'Contacts',
      allowedHosts: ['*.crm.example'],
      expiresOn: '2099-01-31',
      purpose: 'integration',
    },
    pem_key: `-----BEGIN KEY-----\n${line.text}\n-----END KEY-----\n`,
    'no name': randomText(20),
    broken: { value: randomText(20), allowedHosts: ['http://'] },
  }
  await page.goto(`/${tenant.slug}/europe/settings/security/import`)
  await pasteSecret(page, source(page), JSON.stringify(file, null, 2))
  await expect(page.getByRole('group', { name: 'Format' }).getByLabel('JSON')).toBeChecked()
  await expectUnchanged(stack.databaseUrl, async () => {
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(decide(page, 'weather_fx')).toBeVisible()
  })
  await expectNowhere(page, values, 'in the preview')
  await expect(rowWith(page, 'mail')).toContainText('Username and password')
  await expect(rowWith(page, 'crm')).toContainText('JSON')
  await expect(rowWith(page, 'pem_key')).toContainText(/[34] lines/)
  await expect(rowWith(page, 'broken')).toContainText('Left out')
  await decide(page, 'weather_fx').selectOption('rotate')
  const isOff = page.getByText(/decision/i).first()
  await expect(isOff).toBeVisible()
  await page
    .getByLabel(/^Decision for no.name$/)
    .first()
    .selectOption('skip')
  await page.getByRole('button', { name: 'Import 4 secrets' }).click()
  await expect(page.getByText('3 secrets are stored, and 1 secret has a new value.')).toBeVisible()
  await expectNowhere(page, values, 'after the import')
  await page.getByRole('link', { name: 'Go to the secrets' }).click()
  for (const name of ['mail', 'crm', 'pem_key', 'weather_fx']) await expect(rowOf(page, name)).toBeVisible()
  await page.getByRole('link', { name: 'crm', exact: true }).click()
  for (const text of ['Contacts', '*.crm.example', 'Integration', '31 Jan 2099'])
    await expect(page.getByText(text).first()).toBeVisible()
  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'created it' })).toContainText('by an import')
  await expectNowhere(page, values, 'in details and log')
  await expectArrives(page, stack, requestPath(tenant), replaced.text)

  const search = new LeakSearch(canaries)
  await searchTables(search, stack.databaseUrl)
  expect(search.leaks).toEqual([])
})

test('a CSV file, dropped: conflicts are skipped or renamed, and an import that was not begun is asked about', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets/import`)
  const values = [randomText(24), randomText(24), randomText(24)]
  const [kept, renamed, several] = values
  const lines = [
    'name;value;description;allowed_domains;expires_on;visibility;purpose',
    `crm.apiKey;${kept};;;;;`,
    `CRM.APIKEY;${renamed};"Second; of the CRM";api.crm.example *.crm.example;2099-12-31;masked;webhook`,
    `tls.key;"-----BEGIN-----\n${several}\n-----END-----";;;;;`,
  ]
  await drop(page, 'secrets.csv', lines.join('\r\n'))
  await expectNowhere(page, values, 'with the file')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(decide(page, 'tls.key')).toBeVisible()
  await expectNowhere(page, values, 'in the preview')
  await page
    .getByLabel(/^Decision for crm\.apiKey$/i)
    .first()
    .selectOption('skip')
  await page
    .getByLabel(/^Decision for crm\.apiKey$/i)
    .nth(1)
    .selectOption('rename')
  await page.getByLabel(/^New name for crm\.apiKey$/i).fill('crm.secondKey')
  await expect(page.getByRole('button', { name: 'Import 2 secrets' })).toBeVisible()

  // Leaving loses the file, so it is asked about once.
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Secrets' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await question.getByRole('button').first().click()
  await expect(question).toBeHidden()
  await page.getByRole('button', { name: 'Import 2 secrets' }).click()
  await expect(page.getByText('2 secrets are stored.')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the secrets' }).click()
  await expect(rowOf(page, 'tls.key')).toBeVisible()
  await expect(rowOf(page, 'crm.secondKey')).toContainText('Second; of the CRM')
  await expectNowhere(page, values, 'after the import')
  await page.getByRole('link', { name: 'crm.secondKey', exact: true }).click()
  for (const text of ['*.crm.example', 'api.crm.example', '31 Dec 2099', 'Masked', 'Webhook'])
    await expect(page.getByText(text).first(), text).toBeVisible()

  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const { text } = await owner.get(`/api/console/${tenant.slug}/secrets/${tenant.organizationSecretId}`)
  expect(JSON.parse(text).currentVersion ?? JSON.parse(text).version, 'what was skipped is as it was').toBe(1)
})

test('the list of secrets as a file: names, states, fields and dates, never a value', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const values = [randomText(24), randomText(24)]
  const fields = { description: '=1+1', allowedHosts: ['api.pay.example', '*.pay.example'], expiresOn: '2099-01-31' }
  await storeSecret(owner, place, 'pay_key', { value: values[0], ...fields, purpose: 'webhook' })
  const archived = await storeSecret(owner, place, 'old_key', { value: values[1], visibility: 'masked' })
  await done(owner, 'archiveSecretAction', { ...place, ...archived })
  for (const role of ['domain_admin', 'editor'] as const) {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}/europe/settings/security`)
    const { name, text } = await exportAs(page, 'CSV, for a spreadsheet')
    expect(name).toMatch(/\.csv$/)
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    expect(rows.map((row) => [row.name, row.state])).toEqual([
      ['old_key', 'archived'],
      ['pay_key', 'active'],
      ['weather_fx', 'active'],
    ])
    expect(rows[1]).toMatchObject({
      type: 'token',
      visibility: 'restricted',
      purpose: 'webhook',
      expires_on: '2099-01-31',
    })
    expect(rows[1]?.description).toBe("'=1+1")
    expect(rows[1]?.allowed_domains).toContain('*.pay.example')
    const jsonl = await exportAs(page, 'JSON Lines')
    const entries = jsonl.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries[1]).toMatchObject({ name: 'pay_key', ...{ description: '=1+1', expires_on: '2099-01-31' } })
    expect(entries[1].allowed_domains).toEqual(fields.allowedHosts)
    for (const file of [text, jsonl.text]) {
      expect(
        values.some((value) => file.includes(value)),
        'a value in the file',
      ).toBe(false)
      expect(/fingerprint|hash|sealed/i.test(file)).toBe(false)
    }
  }
  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/activity?q=exported`)
  await expect(admin.getByText('exported the list of secrets of').first()).toBeVisible()
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await showState(admin, 'Archived')
  await expect(rowOf(admin, 'old_key')).toBeVisible()
})
