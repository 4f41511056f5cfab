import type { Locator, Page } from '@playwright/test'
import { addAuthenticator, keepRecoveryCodes, openAccount } from '../browser/account.ts'
import { chooseInMenu, openMembers } from '../browser/members.ts'
import { askedDialog, createSecret } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

/** Lets dialogs take so long to close that what is read anew meanwhile is there before they are gone. */
const closeSlowly = (page: Page) => page.evaluate(() => document.documentElement.style.setProperty('--slow', '1500ms'))

/** Closes a dialog, and expects that it says what it said until it is gone. Buttons may be busy: "Removing…". */
async function expectSameWords(dialog: Locator, close: () => Promise<void>): Promise<void> {
  const seen = await dialog.evaluateHandle((element) => {
    const wordsOf = () => {
      const copy = element.cloneNode(true) as Element
      for (const button of copy.querySelectorAll('button')) button.remove()
      return copy.textContent
    }
    const words = { before: wordsOf(), closing: [] as string[] }
    const look = () => {
      const text = wordsOf()
      if (element.hasAttribute('data-closed') && words.closing.at(-1) !== text) words.closing.push(text)
      if (element.isConnected) requestAnimationFrame(look)
    }
    look()
    return words
  })
  await expect(dialog.getByRole('heading').first()).not.toBeEmpty()
  await close()
  await expect(dialog).toHaveCount(0)
  const { before, closing } = await seen.jsonValue()
  expect(closing).toEqual([before])
}

test('a dialog says what it said until it is gone', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  await createSecret(page, { alias: 'pay_key', type: 'token', value: 'x'.repeat(24) })
  await page.getByRole('link', { name: 'pay_key' }).click()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await closeSlowly(page)
  const archiving = await askedDialog(page, 'Archive', 'pay_key')
  await expectSameWords(archiving, () => archiving.getByRole('button', { name: 'Archive Secret' }).click())

  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await page.getByRole('button', { name: 'Create token' }).click()
  const drawer = page.getByRole('dialog', { name: 'Create token' })
  await drawer.getByLabel('Name').fill('CI')
  await drawer.getByLabel('secrets:read').check()
  await drawer.getByRole('button', { name: 'Submit' }).click()
  const made = page.getByRole('dialog', { name: 'CI has its token' })
  await expect(made).toBeVisible()
  await closeSlowly(page)
  await expectSameWords(made, async () => {
    await made.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click()
  })
  await page.getByRole('button', { name: 'Revoke CI' }).click()
  const revoking = page.getByRole('alertdialog', { name: 'Revoke the token CI?' })
  await expectSameWords(revoking, () => revoking.getByRole('button', { name: 'Cancel' }).click())
})

test('so does the one that removes the last passkey', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.editor)
  await addAuthenticator(page)
  await openAccount(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('My phone')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await keepRecoveryCodes(page)
  await closeSlowly(page)
  await page.getByRole('button', { name: 'Remove My phone' }).click()
  const removing = page.getByRole('alertdialog', { name: 'Remove My phone?' })
  await expectSameWords(removing, () => removing.getByRole('button', { name: 'Remove' }).click())
  await expect(page.getByText('No passkey yet')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Passkeys' })).toBeFocused()
})

test('what was cancelled does not run any more, whatever is pressed until the dialog is gone', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.owner)
  await openMembers(page, tenant.slug)
  await chooseInMenu(page, 'Marek Dvořák', 'Transfer ownership')
  const dialog = page.getByRole('alertdialog', { name: 'Make Marek Dvořák the Owner?' })
  const confirm = dialog.getByRole('button', { name: 'Transfer ownership' })
  const name = dialog.getByLabel('Type Acme to confirm')
  await name.fill('Acme')
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  await closeSlowly(page)
  await expectUnchanged(stack.databaseUrl, async () => {
    await page.keyboard.press('Escape')
    await expect(name).toBeFocused()
    await page.keyboard.press('Enter')
    await confirm.evaluate((button: HTMLElement) => button.click())
    await expect(dialog).toHaveCount(0)
    await page.waitForLoadState('networkidle')
  })
  await expect(page.getByRole('status').filter({ hasText: 'is the Owner now' })).toHaveCount(0)
})
