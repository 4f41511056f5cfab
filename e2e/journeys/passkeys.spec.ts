import { addAuthenticator, confirmDialog, givePassword, keepRecoveryCodes, openAccount } from '../browser/account.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { expect, test } from '../browser/test.ts'
import { ageSessions } from '../stack/age-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const passkeyButton = { name: 'Sign in with a passkey' } as const
const tooLong = 'L'.repeat(61)

test('a passkey is added, signs in by itself and after the password, confirms, is renamed and removed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { editor } = tenant.people
  const page = await pageOf(editor)
  await addAuthenticator(page)
  await openAccount(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await inspectPage(page, 'a new passkey')
  await dialog.getByRole('button', { name: 'Add passkey' }).click()
  await expect(dialog.getByText('Enter a name for this passkey.')).toBeVisible()
  await dialog.getByLabel('Name').fill(tooLong)
  await dialog.getByRole('button', { name: 'Add passkey' }).click()
  await expect(dialog.getByText('At most 60 characters.')).toBeVisible()
  await expect(dialog.getByLabel('Name')).toHaveValue(tooLong)
  await dialog.getByLabel('Name').fill('My laptop')
  await dialog.getByRole('button', { name: 'Add passkey' }).click()
  await keepRecoveryCodes(page)
  await expect(page.getByText('not used yet')).toBeVisible()
  await inspectPage(page, 'the account with a passkey')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.goto('/sign-in?next=/account')
  await inspectPage(page, 'the sign-in')
  await page.getByRole('button', passkeyButton).click()
  await page.waitForURL('**/account')
  await expect(page.getByText(/last used/)).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await givePassword(page, editor, '/account')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL('**/account')

  await ageSessions(stack.databaseUrl, editor.email)
  await page.getByRole('button', { name: 'Rename My laptop' }).click()
  const renaming = page.getByRole('dialog', { name: 'Rename My laptop' })
  await renaming.getByLabel('Name').fill(tooLong)
  await renaming.getByRole('button', { name: 'Rename' }).click()
  await expect(renaming.getByText('At most 60 characters.')).toBeVisible()
  await expect(renaming.getByLabel('Name')).toHaveValue(tooLong)
  await renaming.getByLabel('Name').fill('The old laptop')
  await renaming.getByRole('button', { name: 'Rename' }).click()
  await confirmDialog(page).getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('The passkey is called The old laptop now.')).toBeVisible()

  await page.getByRole('button', { name: 'Remove The old laptop' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No passkey yet')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByRole('button', passkeyButton).click()
  await expect(page.getByText('You are not signed in. This passkey was not accepted.')).toBeVisible()
})

test('a passkey without a finger or a PIN, or of nobody, signs nobody in', async ({
  newPage,
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.owner)
  const device = await addAuthenticator(page)
  await openAccount(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('My phone')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await keepRecoveryCodes(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await expectUnchanged(stack.databaseUrl, async () => {
    await device.isUserVerified(false)
    await page.getByRole('button', passkeyButton).click()
    await expect(page.getByText('No passkey was used. Try again, or use another way.')).toBeVisible()
    const empty = await newPage()
    await addAuthenticator(empty)
    await empty.goto('/sign-in')
    await empty.getByRole('button', passkeyButton).click()
    await expect(empty.getByText('No passkey was used. Try again, or use another way.')).toBeVisible()
  })
  await device.isUserVerified(true)
  await page.getByRole('button', passkeyButton).click()
  await page.waitForURL(`**/${tenant.slug}/**`)
})
