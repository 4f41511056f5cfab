import type { Page } from '@playwright/test'
import { linkInMail, textOfMail } from '#lib/testing/text-of-mail.ts'
import { codeField, givePassword, openAccount, passwordField, setUpApp } from '../browser/account.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { signIn } from '../browser/sign-in.ts'
import { expect, test } from '../browser/sign-on.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

/** A link says to nobody whose it is, so the form has no name for a password manager. */
const namelessForm = /Password forms should have/

const setPassword = async (page: Page, password: string) => {
  await typeSecret(page, passwordField(page), password)
  await page.getByRole('button', { name: 'Set the new password' }).click()
}

test('a forgotten password is set anew by a mailed link, once; sessions end, and the second factor is asked for', async ({
  guard,
  newPage,
  pageOf,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  guard.allow(namelessForm)
  const { editor } = tenant.people
  const before = await pageOf(editor)
  await openAccount(before)
  const { app } = await setUpApp(before)

  const page = await newPage()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.waitForURL('**/reset')
  await page.getByLabel('Email').fill(editor.email.toUpperCase())
  await inspectPage(page, 'the wish for a link')
  await page.getByRole('button', { name: 'Send a link' }).click()
  await expect(page.getByRole('status')).toContainText('a mail with a link is on its way')
  const own = async () =>
    (await signOn.mails.mails()).filter(
      ({ to, raw }) => to.includes(editor.email) && /^Subject: (Set a new|Your) password/m.test(raw),
    )
  await expect.poll(async () => (await own()).length).toBe(1)
  const link = linkInMail((await own())[0]?.raw ?? '')

  await page.goto(link)
  await expect(passwordField(page)).toBeVisible()
  expect(new URL(page.url()).hash, 'The token left the address bar.').toBe('')
  await inspectPage(page, 'the new password')
  await expectUnchanged(stack.databaseUrl, async () => {
    await setPassword(page, 'password1234')
    await expect(page.getByText(/too easy to guess/)).toBeVisible()
  })
  const password = randomText(24)
  await passwordField(page).fill('')
  await setPassword(page, password)
  await expect(page.getByRole('status')).toContainText('Your new password is set')
  await inspectPage(page, 'the new password that is set')
  await expect.poll(async () => (await own()).length).toBe(2)
  expect(textOfMail((await own())[1]?.raw ?? '')).toContain('A new password was just set')

  await before.goto(`/${tenant.slug}/europe/settings/security`)
  await before.waitForURL('**/sign-in?**')
  await givePassword(page, { ...editor, password })
  await typeSecret(page, codeField(page), app(1))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`**/${tenant.slug}/**`)

  const again = await newPage()
  await expectUnchanged(stack.databaseUrl, async () => {
    await again.goto(link)
    await setPassword(again, randomText(24))
    await expect(again.getByText(/This link is wrong, was used already or has expired/)).toBeVisible()
  })
})

test('whoever has no account gets the same answer, and no mail', async ({ newPage, signOn, tenants: [tenant] }) => {
  const unknown = `${randomText(8)}@acme.example`.toLowerCase()
  const known = tenant.people.org_admin.email
  const page = await newPage()
  const mailsTo = async (email: string) => (await signOn.mails.mails()).filter(({ to }) => to.includes(email)).length
  for (const email of [unknown, known]) {
    await page.goto('/reset')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send a link' }).click()
    await expect(page.getByRole('status')).toContainText('a mail with a link is on its way')
  }
  // A mail leaves after the answer: once that of the second is there, one to the first would be, too.
  await expect.poll(() => mailsTo(known)).toBe(1)
  expect(await mailsTo(unknown)).toBe(0)
})

test('a link that the operator made sets a password', async ({ guard, newPage, stack, tenants: [tenant] }) => {
  guard.allow(namelessForm)
  const { owner } = tenant.people
  const { stdout } = await stack.run<{ stdout: string }>('stack/reset-user.ts', [owner.email])
  const page = await newPage()
  await page.goto(/http\S+\/reset#\S+/.exec(stdout)?.[0] ?? '')
  const password = randomText(24)
  await setPassword(page, password)
  await expect(page.getByRole('status')).toContainText('Your new password is set')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, { ...owner, password })
})
