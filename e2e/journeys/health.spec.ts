import type { Page } from '@playwright/test'
import { editDrawer, submit, typeHosts } from '../browser/secrets.ts'
import { expectArrives, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'
import { runSql } from '../stack/run-sql.ts'

const allowedHosts = ['api.example.com']
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const tile = (page: Page, label: string) =>
  page.getByRole('list', { name: 'Findings' }).getByRole('listitem').filter({ hasText: label })
const first = (page: Page) => page.getByRole('region', { name: 'Do first' }).getByRole('listitem')
const folded = (page: Page, text: string) => page.locator('details').filter({ hasText: text })

test('each finding is counted and listed, with what to do first; Replace value leads to the drawer', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const value = randomText(24)
  await expectArrives(
    await pageOf(tenant.people.domain_admin),
    stack,
    requestPath(tenant),
    await replaceSeeded(owner, tenant.slug, tenant.secretId),
  )
  await storeSecret(owner, place, 'soon_key', { allowedHosts, expiresOn: inDays(3) })
  await storeSecret(owner, place, 'later_key', { allowedHosts, expiresOn: inDays(60) })
  await storeSecret(owner, place, 'tiny_key', { allowedHosts, value: 'x7Rk2p' })
  await storeSecret(owner, place, 'twin_one', { allowedHosts, value })
  await storeSecret(owner, place, 'twin_two', { allowedHosts, value, acceptsDuplicate: true })
  const never = await storeSecret(owner, place, 'never_key', { allowedHosts })
  const old = await storeSecret(owner, place, 'old_key', { allowedHosts, expiresOn: inDays(3) })
  const request = {
    method: 'GET',
    path: '/',
    query: [],
    bodyType: 'none',
    body: '',
    followRedirects: false,
    retries: 0,
    integrationId: tenant.integrationId,
  }
  const headers = [{ name: 'X-Key', value: '{secrets.old_key}' }]
  await done(owner, 'createIntegrationRequestAction', { ...place, ...request, name: 'Old forecast', headers })
  const archived = await storeSecret(owner, place, 'gone_key', { value: 'x7Rk2q' })
  await done(owner, 'archiveSecretAction', { ...place, ...archived })
  const sql = (text: string, values: unknown[]) => runSql(stack.databaseUrl, text, values)
  await sql(`UPDATE "Secret" SET "createdAt" = "createdAt" - interval '40 days' WHERE "id" = $1`, [never.id])
  await sql(`UPDATE "Secret" SET "expiresOn" = current_date - 3 WHERE "id" = $1`, [old.id])

  const page = await pageOf(tenant.people.domain_admin)
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Health' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible()
  const counts = {
    Expired: '1',
    'Expiring in 7 days': '1',
    'No allowed domains': '1',
    Weak: '1',
    Duplicated: '2',
    'Unused for 90 days': '0',
    'Never used': '1',
  }
  for (const [label, count] of Object.entries(counts)) await expect(tile(page, label), label).toContainText(count)

  await expect(first(page).first()).toContainText(/old_key Europe expired .*3 days ago/)
  await expect(first(page).first()).toContainText(
    'Whatever names it is refused. Give it a new value, or extend its date.',
  )
  await expect(first(page).nth(1)).toContainText('soon_key')
  await expect(first(page).filter({ hasText: 'weather_fx' })).toContainText('may be sent to any host')
  await expect(first(page).filter({ hasText: 'weather_fx' })).toContainText('it was sent only to localhost')
  await expect(first(page).filter({ hasText: 'weather_fx' })).toContainText('1 place in Europe')
  await expect(first(page).filter({ hasText: 'tiny_key' })).toContainText('is weak: it is short')
  await expect(page.getByRole('img', { name: '2 expiries in the next 90 days, 1 of them within 7 days' })).toBeVisible()

  await tile(page, 'Duplicated').getByRole('link').click()
  const twins = folded(page, 'their value with another')
  await expect(twins.getByText('same value as twin_two')).toBeVisible()
  await twins.getByText('Review').click()
  await expect(twins.getByText('same value as twin_two')).toBeHidden()
  const lists = {
    'may be sent to any host': 'weather_fx',
    'never used': 'never_key',
    'replace the value at the provider': 'tiny_key',
    'has expired': 'old_key',
  }
  for (const [advice, name] of Object.entries(lists)) {
    await folded(page, advice).getByText('Review').click()
    await expect(folded(page, advice).getByRole('link', { name, exact: true }), advice).toBeVisible()
  }
  await expect(page.getByText('gone_key')).toHaveCount(0)

  await page.getByRole('link', { name: 'Replace value of tiny_key' }).click()
  const drawer = editDrawer(page)
  await expect(drawer.getByLabel('Alias')).toHaveValue('tiny_key')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), randomText(32))
  await submit(drawer)
  await expect(page.getByText('tiny_key has a new value (version 2).')).toBeVisible()
  await sql(`UPDATE "UsageRecordSecret" SET "at" = "at" - interval '100 days' WHERE "secretId" = $1`, [tenant.secretId])
  await page.goto(`/${tenant.slug}/health`)
  await expect(first(page).filter({ hasText: 'weather_fx' }), 'what goes nowhere can wait').toHaveCount(0)
  await tile(page, 'Unused for 90 days').getByRole('link').click()
  await expect(folded(page, 'unused for 90 days').getByRole('link', { name: 'weather_fx' })).toBeVisible()
  await expect(tile(page, 'Weak')).toContainText('0')
  await expect(page.getByText('tiny_key')).toHaveCount(0)
})

test('an organization secret’s Replace value opens its drawer; each person sees the health of what they administer', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, { organization: tenant.slug, domain: 'america' }, 'us_key', {
    value: 'x7Rk2p',
    allowedHosts,
  })
  await storeSecret(owner, { organization: tenant.slug }, 'sms.key', { value: 'x7Rk2q' })
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/health`)
  await expect(tile(page, 'No allowed domains')).toContainText('3')
  await expect(tile(page, 'Weak')).toContainText('2')
  await page.getByRole('navigation', { name: 'Domains' }).getByRole('link', { name: 'Europe' }).click()
  await expect(page).toHaveURL(/[?]domain=europe$/)
  await expect(tile(page, 'No allowed domains')).toContainText('1')
  await expect(page.getByText('us_key')).toHaveCount(0)
  await page.goBack()
  await page.getByRole('link', { name: 'Replace value of sms.key' }).click()
  const drawer = editDrawer(page)
  const replaces = drawer.getByRole('switch', { name: 'Replace value' })
  if ((await replaces.getAttribute('aria-checked')) === 'false') await replaces.click()
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), randomText(32))
  await typeHosts(drawer, ['api.sms.example'])
  await submit(drawer)
  await expect(page.getByText('sms.key has a new value (version 2).')).toBeVisible()
  await page.goto(`/${tenant.slug}/health`)
  await expect(tile(page, 'No allowed domains')).toContainText('2')
  await expect(tile(page, 'Weak')).toContainText('1')

  const other = await pageOf(tenant.people.other_domain_admin)
  await other.goto(`/${tenant.slug}/health`)
  await expect(tile(other, 'Weak')).toContainText('1')
  await expect(other.getByText('us_key').first()).toBeVisible()
  for (const name of ['weather_fx', 'crm.apiKey', 'sms.key', 'Europe'])
    await expect(other.getByText(name)).toHaveCount(0)
})

/** Gives the seeded secret a value that the caller knows; answers it. */
async function replaceSeeded(owner: ConsoleClient, organization: string, id: string): Promise<string> {
  const value = randomText(24)
  const edit = { organization, domain: 'europe', id, rowVersion: 1, description: 'Weather', expiresOn: null, value }
  await done(owner, 'editSecretAction', edit)
  return value
}
