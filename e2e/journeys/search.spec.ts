import type { Page } from '@playwright/test'
import { editDrawer, rowOf } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeMany, storeSecret } from '../http/store.ts'

const list = (page: Page) => page.getByRole('table', { name: 'Secrets' })
const search = (page: Page) => page.getByLabel('Search secrets')
const chip = (page: Page, state: string) =>
  page.getByRole('group', { name: 'State' }).getByRole('button', { name: new RegExp(`^${state}`) })

/** The names that the list shows, from top to bottom. */
async function expectNames(page: Page, names: string[]): Promise<void> {
  await expect(list(page).locator('[data-row-link]')).toHaveText(names)
}

/** The row keys listen once the page is more than its text. */
async function walkIn(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(list(page).locator('[data-row-link]').first()).toBeFocused({ timeout: 500 })
  }).toPass()
}

async function choose(page: Page, menu: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitemradio', { name: item, exact: true }).click()
}

test('search looks in names, descriptions, types and allowed domains as you type, and stands in the address', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  await storeSecret(admin, place, 'pay_key', { description: 'Card payments of the Shop' })
  await storeSecret(admin, place, 'map_key', { allowedHosts: ['*.tiles.example'] })
  const pair = { type: 'username_password', value: { username: 'shop', password: 'a password of some length' } }
  await storeSecret(admin, place, 'ftp_login', pair)
  const page = await pageOf(tenant.people.editor)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expectNames(page, ['ftp_login', 'map_key', 'pay_key', 'weather_fx'])
  const found: Record<string, string[]> = {
    MAP: ['map_key'],
    ap_k: ['map_key'],
    'front page': ['weather_fx'],
    'the shop': ['pay_key'],
    'username and': ['ftp_login'],
    'tiles.exa': ['map_key'],
    _k: [],
    pa: ['pay_key'],
    '%': [],
    key: ['map_key', 'pay_key'],
  }
  for (const [typed, names] of Object.entries(found)) {
    await search(page).fill(typed)
    if (names.length === 0) await expect(page.getByText(/^No secret in Europe matches/), typed).toBeVisible()
    else await expectNames(page, names)
  }
  await expect(page).toHaveURL(/[?&]q=key$/)
  await page.reload()
  await expect(search(page)).toHaveValue('key')
  await expectNames(page, ['map_key', 'pay_key'])

  // A link leads away, and Back comes back to what was found.
  await page.getByRole('link', { name: 'map_key', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'map_key' })).toBeVisible()
  await page.goBack()
  await expect(search(page)).toHaveValue('key')
  await expectNames(page, ['map_key', 'pay_key'])
  await search(page).fill('nothing has this')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(search(page)).toHaveValue('')
  await expectNames(page, ['ftp_login', 'map_key', 'pay_key', 'weather_fx'])
})

test('filters count, types, tabs and sorting narrow and order a list, each a step that Back undoes', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.org_admin)
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  await storeSecret(admin, place, 'alpha.key', { expiresOn: soon, purpose: 'integration' })
  await storeSecret(admin, place, 'beta.key', { purpose: 'webhook' })
  const json = { type: 'json', value: '{"key": "some long value"}', purpose: 'webhook' }
  await storeSecret(admin, place, 'delta.json', json)
  const revoked = await storeSecret(admin, place, 'gamma.key')
  await done(admin, 'revokeSecretAction', { ...place, ...revoked })
  const archived = await storeSecret(admin, place, 'omega.key')
  await done(admin, 'archiveSecretAction', { ...place, ...archived })

  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets`)
  const all = ['gamma.key', 'delta.json', 'beta.key', 'alpha.key', 'crm.apiKey']
  await expectNames(page, all)
  const counts = { All: '5', Active: '4', Expiring: '1', Expired: '0', Revoked: '1', Archived: '1' }
  for (const [state, count] of Object.entries(counts)) await expect(chip(page, state)).toHaveText(`${state}${count}`)
  for (const [state, names] of Object.entries({
    Expiring: ['alpha.key'],
    Revoked: ['gamma.key'],
    Archived: ['omega.key'],
    Active: ['delta.json', 'beta.key', 'alpha.key', 'crm.apiKey'],
  })) {
    await chip(page, state).click()
    await expectNames(page, names)
    await expect(page).toHaveURL(new RegExp(`[?]status=${state.toLowerCase()}$`))
  }
  await choose(page, /^Type:/, 'JSON')
  await expectNames(page, ['delta.json'])
  await expect(chip(page, 'Revoked'), 'counts are of what else is asked').toHaveText('Revoked0')
  await chip(page, 'Revoked').click()
  await expect(page.getByText('No revoked secret of the type JSON in Acme.')).toBeVisible()
  await page.goBack()
  await expectNames(page, ['delta.json'])
  await page.reload()
  await expectNames(page, ['delta.json'])
  await expect(chip(page, 'Active')).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await expectNames(page, ['delta.json', 'beta.key', 'alpha.key', 'crm.apiKey'])
  // Back past a reload, the router asks for the page again, and what was chosen until it comes would be taken back.
  await page.waitForLoadState('networkidle')
  await chip(page, 'All').click()
  await expectNames(page, all)

  await page.getByRole('link', { name: /^Webhook Secrets/ }).click()
  await expectNames(page, ['gamma.key', 'delta.json', 'beta.key', 'crm.apiKey'])
  await expect(page.getByRole('link', { name: /^Integration Secrets/ })).toContainText('3')
  const byName = page.getByRole('columnheader', { name: 'Secret name' })
  await byName.getByRole('button').click()
  await expect(byName).toHaveAttribute('aria-sort', 'ascending')
  await expectNames(page, ['beta.key', 'crm.apiKey', 'delta.json', 'gamma.key'])
  await byName.getByRole('button').click()
  await expect(byName).toHaveAttribute('aria-sort', 'descending')
  await expectNames(page, ['gamma.key', 'delta.json', 'crm.apiKey', 'beta.key'])
  await page.reload()
  await expect(byName).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByRole('link', { name: /^Webhook Secrets/ })).toHaveAttribute('aria-current', 'page')
  await expectNames(page, ['gamma.key', 'delta.json', 'crm.apiKey', 'beta.key'])
  const created = page.getByRole('columnheader', { name: 'Created' })
  await created.getByRole('button').click()
  await expectNames(page, ['gamma.key', 'delta.json', 'beta.key', 'crm.apiKey'])
  await page.goBack()
  await expectNames(page, ['gamma.key', 'delta.json', 'crm.apiKey', 'beta.key'])
})

test('a long list is loaded as it is read, and the keyboard walks on past what is loaded', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  await storeMany(admin, place, 'bulk_', 104)
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security?q=bulk&sort=name`)
  const rows = list(page).locator('[data-row-link]')
  await expect(rows).toHaveCount(50)
  await expect(page.getByText('50 of 104 shown')).toBeVisible()
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(page.getByText('100 of 104 shown')).toBeVisible()
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0)
  // What is far out of sight need not be drawn.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await expect(rowOf(page, 'bulk_103')).toBeVisible()
  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(rowOf(page, 'bulk_000')).toBeVisible()

  await page.reload()
  await expect(rows).toHaveCount(50)
  await walkIn(page)
  for (let pressed = 0; pressed < 50; pressed++) await page.keyboard.press('j')
  await expect(page.getByText('100 of 104 shown')).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'bulk_050', exact: true })).toBeFocused()
})

test('by keyboard: / searches, j and k walk, e edits, x ticks, Escape lets go', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  for (const name of ['one', 'two', 'three']) await storeSecret(admin, place, name)
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security?sort=name`)
  await expectNames(page, ['one', 'three', 'two', 'weather_fx'])
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  await walkIn(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(link('three')).toBeFocused()
  await page.keyboard.press('x')
  const bar = page.getByRole('region', { name: 'Selected secrets' })
  await expect(bar).toContainText('1 selected')
  await expect(page.getByLabel('Select three')).toBeChecked()
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(bar).toContainText('2 selected')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await page.keyboard.press('e')
  await expect(editDrawer(page).getByLabel('Description')).toBeVisible()
  await expect(page).toHaveURL(/[?&]drawer=edit&id=/)
  // In a drawer the letters are letters.
  await editDrawer(page).getByLabel('Description').focus()
  await page.keyboard.type('jkex/')
  await expect(editDrawer(page).getByLabel('Description')).toHaveValue('jkex/')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await expect(editDrawer(page)).toBeHidden()
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('jex')
  await expect(search(page)).toHaveValue('jex')
  await expect(bar).toBeHidden()
})

test('Copy reference, from the list and from the details, copies the text that stands for a value', async ({
  pageOf,
  tenants: [tenant],
}) => {
  for (const role of ['domain_admin', 'editor'] as const) {
    const page = await pageOf(tenant.people[role])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
    const copy = async (name: string) => {
      await page.evaluate(() => navigator.clipboard.writeText('nothing yet'))
      const direct = page.getByRole('button', { name: /^Copy reference( of .*)?$/ })
      if (role === 'editor') await direct.first().click()
      else {
        await page.getByRole('button', { name: `More actions for ${name}` }).click()
        await page.getByRole('menuitem', { name: 'Copy reference' }).click()
      }
      await expect.poll(clipboard).toBe(`{secrets.${name}}`)
      await expect(page.getByText(`{secrets.${name}} is copied.`).first()).toBeVisible()
    }
    await page.goto(`/${tenant.slug}/europe/settings/security`)
    await expect(rowOf(page, 'weather_fx')).toBeVisible()
    await copy('weather_fx')
    await page.getByRole('link', { name: 'weather_fx', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'weather_fx' })).toBeVisible()
    await copy('weather_fx')
  }
})
