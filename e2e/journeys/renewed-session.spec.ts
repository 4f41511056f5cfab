import {
  addAuthenticator,
  codeField,
  keepRecoveryCodes,
  openAccount,
  passwordField,
  renewDialog,
  setUpApp,
} from '../browser/account.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { openCreate, submit, typeValue } from '../browser/secrets.ts'
import { signIn, signOut } from '../browser/sign-in.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { endSessions } from '../stack/end-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

test('a session that ends under a filled form is renewed over it, with the second factor', async ({
  guard,
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin } = tenant.people
  const page = await pageOf(domain_admin)
  await openAccount(page)
  const { app } = await setUpApp(page)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('late_secret')
  await drawer.getByLabel('Description').fill('Typed before the session ended')
  await typeValue(page, drawer, { type: 'token', value: randomText(30) })
  // What is asked while nobody is signed in.
  guard.allow(/status of 401/)
  await endSessions(stack.databaseUrl, domain_admin.email)
  const dialog = renewDialog(page)

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(dialog.getByText(domain_admin.email)).toBeVisible()
    await inspectPage(page, 'a session that is renewed')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(drawer.getByText(/^Nothing was saved, because you are signed out/)).toBeVisible()
    await drawer.getByRole('button', { name: 'Sign in again' }).click()
    await typeSecret(page, passwordField(dialog), domain_admin.password)
    await page.keyboard.press('Enter')
    await expect(codeField(dialog)).toBeVisible()
  })
  await typeSecret(page, codeField(dialog), app(1))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(drawer.getByLabel('Alias')).toHaveValue('late_secret')
  await expect(drawer.getByLabel('Description')).toHaveValue('Typed before the session ended')
  await submit(drawer)
  await expect(page.getByText('late_secret is stored.')).toBeVisible()
})

test('nobody else renews a session: another person’s passkey is refused, and what is typed stays', async ({
  guard,
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin, owner } = tenant.people
  const page = await pageOf(owner)
  await addAuthenticator(page)
  await openAccount(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Of the owner')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await keepRecoveryCodes(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByLabel('Email').fill(domain_admin.email)
  await typeSecret(page, passwordField(page), domain_admin.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`**/${tenant.slug}/**`)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('late_secret')
  await typeValue(page, drawer, { type: 'token', value: randomText(30) })
  guard.allow(/status of 401/)
  await endSessions(stack.databaseUrl, domain_admin.email)
  const dialog = renewDialog(page)
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await dialog.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await expect(dialog.getByText(`This passkey is not that of ${domain_admin.email}.`)).toBeVisible()
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await submit(drawer)
  })
  await typeSecret(page, passwordField(dialog), domain_admin.password)
  await page.keyboard.press('Enter')
  await expect(drawer.getByText(/^You are signed in again\. Nothing was done yet/)).toBeVisible()
  await submit(drawer)
  await expect(page.getByText('late_secret is stored.')).toBeVisible()
  await signOut(page)
})

test('a tab says when its browser is signed in as somebody else, and is loaded anew where nothing is typed', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const { domain_admin, owner } = tenant.people
  const page = await pageOf(domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('late_secret')
  const idle = await page.context().newPage()
  await idle.goto(`/${tenant.slug}/europe/settings/security`)
  const menuOf = ({ name }: { name: string }) => idle.getByRole('button', { name: `account of ${name}` })
  await expect(menuOf(domain_admin)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto('/')
  await signOut(other)
  await signIn(other, owner)
  await expect(menuOf(owner)).toBeVisible()

  await page.bringToFront()
  const dialog = page.getByRole('dialog', { name: `You are signed in as ${owner.email} in another tab` })
  await expect(dialog).toContainText(`This page is still that of ${domain_admin.email}.`)
  await inspectPage(page, 'a page whose person is no longer signed in')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(drawer.getByLabel('Alias')).toHaveValue('late_secret')
})
