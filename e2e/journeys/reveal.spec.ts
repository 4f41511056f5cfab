import type { Page } from '@playwright/test'
import { createSecret, rowOf } from '../browser/secrets.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import { randomText } from '../leak-search/canary.ts'

const eye = (page: Page) => page.getByRole('button', { name: 'Show the value for 30 seconds' })
const shown = (page: Page) => page.locator('[data-revealed]')

/** Whether the page holds a value anywhere. Asked in the page, so that no report can quote it. */
const isOnPage = (page: Page, value: string) =>
  page.evaluate((text) => document.documentElement.outerHTML.includes(text), value)

async function open(page: Page, list: string, name: string): Promise<void> {
  await page.goto(list)
  await expect(rowOf(page, name)).toBeVisible()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('a Masked value: thirty seconds, not selectable, hidden again, logged; an Editor too, by policy', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const list = `/${tenant.slug}/europe/settings/security`
  const value = randomText(28)
  await createSecret(page, { alias: 'sms_key', type: 'token', value, isMasked: true })
  await page.clock.install()
  await open(page, list, 'sms_key')
  expect(await isOnPage(page, value), 'before the eye is pressed').toBe(false)
  await eye(page).click()
  await expect(shown(page)).toBeVisible()
  expect(await isOnPage(page, value), 'while it is shown').toBe(true)

  await shown(page).click({ clickCount: 3 })
  await page.keyboard.press('ControlOrMeta+A')
  const selected = await page.evaluate((text) => (getSelection()?.toString() ?? '').includes(text), value)
  expect(selected, 'the value can be selected').toBe(false)

  await page.clock.runFor(25_000)
  await expect(shown(page)).toBeVisible()
  await expect(page.getByText(/^Hides in [1-5] s$/)).toBeVisible()
  await page.clock.runFor(6000)
  await expect(shown(page)).toHaveCount(0)
  expect(await isOnPage(page, value), 'after thirty seconds').toBe(false)

  await eye(page).click()
  await expect(shown(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(shown(page)).toHaveCount(0)
  expect(await isOnPage(page, value), 'after Esc').toBe(false)

  const editor = await pageOf(tenant.people.editor)
  await open(editor, list, 'sms_key')
  await eye(editor).click()
  await expect(shown(editor)).toBeVisible()
  expect(await isOnPage(editor, value), 'shown to an Editor').toBe(true)
  await editor.getByRole('button', { name: 'Hide the value' }).click()
  await expect(shown(editor)).toHaveCount(0)

  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  const entries = page.getByRole('listitem').filter({ hasText: /revealed|showed|looked at/i })
  await expect(entries).toHaveCount(3)
  await expect(entries.first()).toContainText('Tom Abara')
  await expect(entries.last()).toContainText('Lena Fischer')
  expect(await isOnPage(page, value), 'the change log').toBe(false)
})

test('who may show a Masked value is the organization’s to say, and counts at once', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const owner = await pageOf(tenant.people.owner)
  const list = `/${tenant.slug}/europe/settings/security`
  const ofOrganization = `/${tenant.slug}/secrets`
  await owner.goto(ofOrganization)
  await createSecret(owner, { alias: 'sms.key', type: 'token', value: randomText(24), isMasked: true })
  await owner.goto(list)
  await createSecret(owner, { alias: 'sms_key', type: 'token', value: randomText(24), isMasked: true })
  const editor = await pageOf(tenant.people.editor)
  const admin = await pageOf(tenant.people.domain_admin)
  await open(editor, list, 'sms_key')
  await expect(eye(editor)).toBeVisible()

  await changeSettings(owner, tenant.slug, async () => {
    await owner.getByRole('switch', { name: 'Editors may show Masked values' }).uncheck()
    await owner.getByRole('switch', { name: 'Domain Admins may show Masked values of organization secrets' }).check()
  })
  await expectSettingsSaved(owner)

  // The page that was open before is refused, too.
  await eye(editor).click()
  await expect(
    editor.getByText(/^Nothing was shown\. A policy of this organization does not let your role/),
  ).toBeVisible()
  await expect(shown(editor)).toHaveCount(0)
  await open(editor, list, 'sms_key')
  await expect(editor.getByText('Masked: a policy does not let you show it')).toBeVisible()
  await expect(eye(editor)).toHaveCount(0)
  await open(admin, ofOrganization, 'sms.key')
  await eye(admin).click()
  await expect(shown(admin)).toBeVisible()
  await admin.keyboard.press('Escape')
})

test('a pair is shown with its username, and neither stays', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  const [username, password] = [randomText(12), randomText(24)]
  await createSecret(page, { alias: 'crm_login', type: 'username_password', username, password, isMasked: true })
  await page.getByRole('link', { name: 'crm_login', exact: true }).click()
  await eye(page).click()
  await expect(shown(page)).toBeVisible()
  expect([await isOnPage(page, username), await isOnPage(page, password)]).toEqual([true, true])
  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  await expect(page.getByText('created it')).toBeVisible()
  expect([await isOnPage(page, username), await isOnPage(page, password)]).toEqual([false, false])
})

test('a Restricted secret has no eye for anybody; the organization’s Masked one none for a Domain Admin', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const admin = await pageOf(tenant.people.org_admin)
  await admin.goto(`/${tenant.slug}/secrets`)
  await createSecret(admin, { alias: 'sms.key', type: 'token', value: randomText(24), isMasked: true })
  for (const role of ['owner', 'org_admin', 'domain_admin', 'editor'] as const) {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}`)
    await expect(page.getByText('Restricted: never shown')).toBeVisible()
    await expect(eye(page), `a Restricted one, for ${role}`).toHaveCount(0)
    await open(page, `/${tenant.slug}/secrets`, 'sms.key')
    if (role === 'owner' || role === 'org_admin') {
      await expect(eye(page), `the organization's, for ${role}`).toBeVisible()
      continue
    }
    await expect(page.getByText('Masked: a policy does not let you show it')).toBeVisible()
    await expect(eye(page), `the organization's, for ${role}`).toHaveCount(0)
  }
})
