import type { Page } from '@playwright/test'
import { tabTo, typeFocused } from '../browser/keys.ts'
import { editDrawer, rowOf } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'

/** Goes through an open menu with the arrow keys to an item, and chooses it. */
async function chooseByKey(page: Page, item: string): Promise<void> {
  const items = page
    .getByRole('menuitem', { name: item, exact: true })
    .or(page.getByRole('menuitemradio', { name: item, exact: true }))
  await expect(items).toBeVisible()
  for (let pressed = 0; pressed < 12; pressed++) {
    if (await items.evaluate((each) => each === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await expect(items).toBeFocused()
  await page.keyboard.press('Enter')
}

test('with the keyboard alone: filter, sort, tick, set a date, rename, and replace an organization’s value', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, { organization: tenant.slug }, 'sms.key', { purpose: 'webhook' })
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets`)
  await expect(rowOf(page, 'crm.apiKey')).toBeVisible()
  await tabTo(page, /^Webhook Secrets/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/purpose=webhook/)
  await tabTo(page, /^Active/)
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/status=active/)
  await tabTo(page, /^Type: any/)
  await page.keyboard.press('Enter')
  await chooseByKey(page, 'Token')
  await expect(page).toHaveURL(/type=token/)
  await tabTo(page, /^Secret name$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sort=name/)
  // In its new order, so that no line goes from under the focus.
  await expect(page.getByRole('row').nth(1)).toContainText('crm.apiKey')

  await tabTo(page, /^crm\.apiKey$/)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Selected secrets' })).toContainText('2 selected')
  await tabTo(page, /^Set expiration$/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Set when 2 secrets expire' })
  await expect(dialog.getByLabel('Expiration date')).toBeFocused()
  await page.keyboard.type('31012099')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 secrets have a new expiration date.')).toBeVisible()

  await tabTo(page, /^More actions for crm\.apiKey$/, { most: 90 })
  await page.keyboard.press('Enter')
  await chooseByKey(page, 'Rename')
  const rename = page.getByRole('dialog', { name: /^Rename / })
  await expect(rename.getByLabel('New name')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('crm.key')
  await expect(rename.getByRole('button', { name: 'Rename' })).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(page.getByText('crm.apiKey is crm.key now.')).toBeVisible()

  await tabTo(page, /^Edit crm\.key$/, { most: 90 })
  await page.keyboard.press('Enter')
  await expect(editDrawer(page).getByText('Replace value', { exact: true })).toBeVisible()
  await tabTo(page, /^Replace value$/)
  await page.keyboard.press('Space')
  await expect(editDrawer(page).getByLabel('Value', { exact: true })).toBeFocused()
  await typeFocused(page, randomText(24))
  await tabTo(page, /^Submit$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('crm.key has a new value (version 2).')).toBeVisible()
  await expect(editDrawer(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Edit crm.key' })).toBeFocused()
})

test('with the keyboard alone: through activity, its filters, its files and its verdict', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/activity`)
  const entries = page.getByRole('main').getByRole('listitem')
  await expect(entries.first()).toBeVisible()
  await tabTo(page, /^Export$/)
  await page.keyboard.press('Enter')
  const [download] = await Promise.all([page.waitForEvent('download'), chooseByKey(page, 'JSON Lines')])
  expect(download.suggestedFilename()).toMatch(/\.jsonl$/)
  await tabTo(page, /^Verify log$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The log is whole.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Verify log' })).toBeFocused()
  await tabTo(page, /^Dismiss$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The log is whole.')).toBeHidden()
  await page.keyboard.press('/')
  await expect(page.getByLabel('Search activity')).toBeFocused()
  await page.keyboard.type('hotline')
  await expect(entries).toHaveCount(1)
  await tabTo(page, /^Changes/)
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/kind=changes/)
  await tabTo(page, /^When: /)
  await page.keyboard.press('Enter')
  await chooseByKey(page, 'Today')
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/)
  await expect(entries).toHaveCount(1)
})

test('with the keyboard alone: import, from the text to the list', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(rowOf(page, 'weather_fx')).toBeVisible()
  await tabTo(page, /^Import$/)
  await page.keyboard.press('Enter')
  const source = page.getByRole('textbox', { name: 'Secrets', exact: true })
  await expect(source).toBeVisible()
  await tabTo(page, /^Secrets$/)
  await typeFocused(page, `by_key=${randomText(24)}\nweather_fx=${randomText(24)}`)
  await tabTo(page, /^Preview$/)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Decision for weather_fx')).toBeVisible()
  await tabTo(page, /^Decision for weather_fx$/)
  await page.keyboard.type('Replace')
  await expect(page.getByLabel('Decision for weather_fx')).toHaveValue('rotate')
  await tabTo(page, /^Import 2 secrets$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 secret is stored, and 1 secret has a new value.')).toBeVisible()
  await tabTo(page, /^Go to the secrets$/)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'by_key')).toBeVisible()
})

test('with the keyboard alone: from a finding to a new value, and the settings', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, { organization: tenant.slug, domain: 'europe' }, 'tiny_key', { value: 'x7Rk2p' })
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/health`)
  await expect(page.getByRole('heading', { name: 'Do first' })).toBeVisible()
  await tabTo(page, /replace the value at the provider/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^tiny_key$/)
  await page.goto(`/${tenant.slug}/health`)
  await expect(page.getByRole('link', { name: 'Replace value of tiny_key' })).toBeVisible()
  await tabTo(page, /^Replace value of tiny_key$/)
  await page.keyboard.press('Enter')
  await expect(editDrawer(page)).toBeVisible()
  await tabTo(page, /^Value$/)
  await typeFocused(page, randomText(24))
  await tabTo(page, /^Submit$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('tiny_key has a new value (version 2).')).toBeVisible()

  await page.goto(`/${tenant.slug}/settings`)
  await expect(page.getByRole('switch', { name: 'Editors may show Masked values' })).toBeEnabled()
  await tabTo(page, /^Editors may show Masked values$/)
  await page.keyboard.press('Space')
  await expect(page.getByRole('switch', { name: 'Editors may show Masked values' })).not.toBeChecked()
  await tabTo(page, /^Save$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The settings are saved.').first()).toBeVisible()
})
