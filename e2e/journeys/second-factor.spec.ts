import { codeField, givePassword, keepRecoveryCodes, openAccount, passwordField, setUpApp } from '../browser/account.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { signIn, signOut } from '../browser/sign-in.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { runSql } from '../stack/run-sql.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const signInButton = { name: 'Sign in', exact: true } as const

test('an authenticator app is set up, asked for after the password, each code once; recovery codes stand in', async ({
  pageOf,
  newPage,
  stack,
  tenants: [tenant],
}) => {
  const { editor } = tenant.people
  const page = await pageOf(editor)
  await openAccount(page)
  await inspectPage(page, 'the account')
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(page.getByRole('img', { name: 'QR code of the key' })).toBeVisible()
  await inspectPage(page, 'the set-up of an authenticator app')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Not set up')).toBeVisible()

  const { app, recoveryCodes } = await setUpApp(page)
  await expect(page.getByText('10 are left')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')

  await expectUnchanged(stack.databaseUrl, async () => {
    await givePassword(page, editor)
    await typeSecret(page, codeField(page), '12345')
    await page.getByRole('button', signInButton).click()
    await expect(page.getByText('Enter the six digits that your authenticator app shows.')).toBeVisible()
    await page.goto(`/${tenant.slug}/europe/settings/security`)
    await page.waitForURL('**/sign-in?next=**')
  })
  await givePassword(page, editor)
  await inspectPage(page, 'the second step of a sign-in')
  const code = app(1)
  await typeSecret(page, codeField(page), code)
  await page.getByRole('button', signInButton).click()
  await page.waitForURL(`**/${tenant.slug}/**`)

  const elsewhere = await newPage()
  await givePassword(elsewhere, editor, '/account')
  await typeSecret(elsewhere, codeField(elsewhere), code)
  await elsewhere.getByRole('button', signInButton).click()
  await expect(elsewhere.getByText(/^This code is wrong, or was used already/)).toBeVisible()
  await elsewhere.getByRole('button', { name: 'Use a recovery code' }).click()
  await typeSecret(elsewhere, elsewhere.getByLabel('Recovery code'), recoveryCodes[0] ?? '')
  await elsewhere.getByRole('button', signInButton).click()
  await expect(elsewhere.getByText(/That recovery code is used up; 9 are left/)).toBeVisible()
  await elsewhere.getByRole('button', { name: 'Go on' }).click()
  await elsewhere.waitForURL('**/account')
  await expect(elsewhere.getByText('9 are left')).toBeVisible()
  await elsewhere.getByRole('button', { name: 'Make new codes' }).click()
  await elsewhere.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click()
  expect(await keepRecoveryCodes(elsewhere)).not.toContain(recoveryCodes[1])

  const owner = await pageOf(tenant.people.owner)
  await owner.goto(`/${tenant.slug}/activity?group=people`)
  const log = owner.locator('main')
  await expect(log).toContainText('signed in (by password and recovery code)')
  await expect(log).toContainText('signed in (by password and authenticator app)')
  await expect(log).toContainText('set up an authenticator app')
  await expect(log).toContainText('made recovery codes')
})

test('five wrong codes end a sign-in, which begins again with the password', async ({ pageOf, tenants: [tenant] }) => {
  const { org_admin } = tenant.people
  const page = await pageOf(org_admin)
  await openAccount(page)
  const { app } = await setUpApp(page)
  const right = [app(-1), app(), app(1), app(2)]
  const wrong = ['000000', '111111', '222222', '333333', '444444'].find((each) => !right.includes(each)) ?? ''
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await givePassword(page, org_admin)
  for (let i = 0; i < 5; i++) {
    await typeSecret(page, codeField(page), wrong)
    await page.getByRole('button', signInButton).click()
    await expect(page.getByText(/^This code is wrong/)).toBeVisible()
    await expect(codeField(page)).toHaveValue('')
  }
  await typeSecret(page, codeField(page), app(1))
  await page.getByRole('button', signInButton).click()
  await expect(page.getByText(/^This took too long, or too many answers were wrong/)).toBeVisible()
  await expect(page.getByLabel('Email')).toBeVisible()
})

test('an organization that asks for a second factor leads to the account, and back once there is one', async ({
  guard,
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin } = tenant.people
  const page = await pageOf(domain_admin)
  const list = `/${tenant.slug}/europe/settings/security`
  // What the page that is open asks for meanwhile.
  guard.allow(/status of 403/)
  await runSql(stack.databaseUrl, 'UPDATE "Organization" SET "secondFactorRequired" = true WHERE slug = $1', [
    tenant.slug,
  ])
  await page.goto(list)
  await page.waitForURL('**/account?required=second-factor&next=**')
  await expect(page.getByText(/asks for a second factor\./)).toBeVisible()
  await inspectPage(page, 'the account, where a second factor is asked for')
  await setUpApp(page)
  await page.getByRole('link', { name: 'Go on' }).click()
  await page.waitForURL(`**${list}`)

  await openAccount(page)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expectUnchanged(stack.databaseUrl, async () => {
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(
      page.getByText(/^Nothing was removed\. This is your last second factor, and .* asks for one\./),
    ).toBeVisible()
  })
})

test('a new password takes the one of now, and ends the sessions elsewhere', async ({
  pageOf,
  newPage,
  tenants: [tenant],
}) => {
  const { editor } = tenant.people
  const [page, elsewhere] = [await pageOf(editor), await pageOf(editor)]
  await openAccount(page)
  const password = randomText(24)
  const change = async (current: string) => {
    const dialog = page.getByRole('dialog', { name: 'Change your password' })
    await typeSecret(page, dialog.getByLabel('Current password'), current)
    await dialog.getByLabel('New password').fill('')
    await typeSecret(page, dialog.getByLabel('New password'), password)
    await dialog.getByRole('button', { name: 'Change password' }).click()
    return dialog
  }
  await page.getByRole('button', { name: 'Change password' }).click()
  await inspectPage(page, 'the change of a password')
  const dialog = await change('not the password')
  await expect(dialog.getByText('This is not your current password. Type it again.')).toBeVisible()
  await dialog.getByLabel('Current password').fill('')
  await change(editor.password)
  await expect(page.getByText('Your password is changed, and one other session has ended.')).toBeVisible()
  await elsewhere.reload()
  await elsewhere.waitForURL('**/sign-in?next=**')

  const another = await newPage()
  await givePassword(another, editor)
  await expect(another.getByText(/^Email or password is wrong/)).toBeVisible()
  await expect(passwordField(another)).toHaveValue('')
  await signIn(another, { ...editor, password })
  await signOut(another)
})
