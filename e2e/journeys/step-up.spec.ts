import { codeField, confirmDialog, openAccount, passwordField, setUpApp } from '../browser/account.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { createSecret } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { ageSessions } from '../stack/age-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const eye = { name: 'Show the value for 30 seconds' } as const

test('a value is revealed after a proof that it is still the same person, and not without', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin } = tenant.people
  const page = await pageOf(domain_admin)
  await createSecret(page, { alias: 'sms_key', type: 'token', value: randomText(28), isMasked: true })
  await page.getByRole('link', { name: 'sms_key', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'sms_key' })).toBeVisible()
  await ageSessions(stack.databaseUrl, domain_admin.email)
  const shown = page.locator('[data-revealed]')
  const dialog = confirmDialog(page)

  await expectUnchanged(stack.databaseUrl, async () => {
    await page.getByRole('button', eye).click()
    await expect(passwordField(dialog)).toBeFocused()
    await inspectPage(page, 'the proof that it is still the same person')
    await typeSecret(page, passwordField(dialog), 'not the password')
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await expect(dialog.getByText('The password is wrong. Type it again.')).toBeVisible()
    await expect(passwordField(dialog)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Nothing was changed yet. Confirm that it is you, then go on.')).toBeVisible()
    await expect(shown).toHaveCount(0)
  })
  await page.getByRole('button', eye).click()
  await typeSecret(page, passwordField(dialog), domain_admin.password)
  await page.keyboard.press('Enter')
  await expect(shown).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(async () => {
    // The dialog takes keys for itself as long as it is on its way out.
    await page.keyboard.press('Escape')
    await expect(shown).toHaveCount(0, { timeout: 500 })
  }).toPass()
  await page.getByRole('button', eye).click()
  await expect(shown).toBeVisible()
  await expect(dialog, 'asked once in a quarter of an hour').toBeHidden()
})

test('a file is loaded after the proof, which takes a code where an app is set up', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin } = tenant.people
  const page = await pageOf(domain_admin)
  await openAccount(page)
  const { app } = await setUpApp(page)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await ageSessions(stack.databaseUrl, domain_admin.email)
  const dialog = confirmDialog(page)
  const ask = async () => {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click()
    await expect(codeField(dialog)).toBeVisible()
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    await ask()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
    await ask()
    await typeSecret(page, passwordField(dialog), domain_admin.password)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await expect(dialog.getByText(/six digits/)).toBeVisible()
  })
  await typeSecret(page, codeField(dialog), app(1))
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Confirm' }).click(),
  ])
  expect(file.suggestedFilename()).toBe(`${tenant.slug}-europe-secrets.csv`)
})

test('a log is loaded as a file after the proof, which the log then holds', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { owner } = tenant.people
  const page = await pageOf(owner)
  await page.goto(`/${tenant.slug}/activity`)
  await ageSessions(stack.databaseUrl, owner.email)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'JSON Lines' }).click()
  const dialog = confirmDialog(page)
  await typeSecret(page, passwordField(dialog), owner.password)
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(file.suggestedFilename()).toMatch(/\.jsonl$/)
  await page.reload()
  await expect(page.locator('main')).toContainText('confirmed that it is them (by password)')
})
