import { randomBytes } from 'node:crypto'
import { inspectPage } from '../browser/inspect-page.ts'
import { chooseInMenu, createAccount, drawerOf, invite, linkShown, memberRow, openMembers } from '../browser/members.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const newEmail = () => `ada.${randomBytes(6).toString('hex')}@acme.example`
const newPassword = () => `quartz lantern ${randomBytes(9).toString('base64url')}`

test('a new person is invited, chooses name and password, and is a member; the link works once', async ({
  pageOf,
  newPage,
  stack,
  tenants: [tenant],
}) => {
  const lena = await pageOf(tenant.people.domain_admin)
  await openMembers(lena, tenant.slug)
  const email = newEmail()
  const link = await invite(lena, email)
  expect(link).toMatch(new RegExp(`^${stack.origin}/invite#[\\w-]{43}$`))
  await expect(memberRow(lena, email)).toContainText('Invited')

  const ada = await newPage()
  await ada.goto(link)
  await expect(ada.getByText(`Lena Fischer invites ${email} to Acme, with these roles:`)).toBeVisible()
  await expect(ada.getByRole('listitem')).toHaveText(['Editor in Europe'])
  expect(ada.url()).toBe(`${stack.origin}/invite`)
  await inspectPage(ada, 'invitation of a new person')
  await expectUnchanged(stack.databaseUrl, async () => {
    await createAccount(ada, 'Ada Blum', 'password12345')
    await expect(ada.getByText('This password is too easy to guess')).toBeVisible()
  })
  await createAccount(ada, 'Ada Blum', newPassword())
  await ada.waitForURL(`**/${tenant.slug}`)
  await expect(ada.getByRole('button', { name: 'account of Ada Blum' })).toBeVisible()
  await ada.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(ada.getByText('weather_fx')).toBeVisible()

  await lena.reload()
  await expect(memberRow(lena, email)).toContainText('Ada Blum')
  await expect(memberRow(lena, email)).toContainText('Active')
  const late = await newPage()
  await late.goto(link)
  await expect(late.getByRole('alert').filter({ hasText: 'This invitation does not hold' })).toBeVisible()
  await lena.goto(`/${tenant.slug}/activity`)
  await expect(lena.getByRole('main').getByText('Ada Blum').first()).toBeVisible()
  await expect(lena.getByRole('main')).toContainText('joined')
})

test('somebody with an account signs in first, on the same page, and then joins; another account is told so', async ({
  pageOf,
  newPage,
  stack,
  tenants: [tenant, other],
}) => {
  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  const { email, password, name } = other.people.editor
  const link = await invite(ines, email, 'Domain Admin')

  const lena = await pageOf(tenant.people.domain_admin)
  await lena.goto(link)
  await expect(lena.getByText(`You are signed in as ${tenant.people.domain_admin.email}`)).toBeVisible()
  await expect(lena.getByRole('button', { name: 'Join Acme' })).toHaveCount(0)
  await inspectPage(lena, 'invitation of another account')

  const tom = await newPage()
  await tom.goto(link)
  await expect(tom.getByText('This address has an account already')).toBeVisible()
  await tom.getByLabel('Email').fill(email)
  await typeSecret(tom, tom.getByLabel('Password', { exact: true }), password)
  await tom.getByRole('button', { name: 'Sign in', exact: true }).click()
  await tom.getByRole('button', { name: 'Join Acme' }).click()
  await tom.waitForURL(`**/${tenant.slug}`)
  await tom.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(tom.getByText('weather_fx')).toBeVisible()
  await ines.reload()
  await expect(memberRow(ines, email)).toContainText(name)
  await expect(memberRow(ines, email)).toContainText('Domain Admin')
  expect(tom.url()).not.toContain('#')
  expect(stack.origin).toContain('localhost')
})

test('a link is renewed and withdrawn, and what was before no longer works', async ({
  pageOf,
  newPage,
  tenants: [tenant],
}) => {
  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  const email = newEmail()
  const first = await invite(ines, email)
  await ines.getByRole('button', { name: `Renew link of ${email}` }).click()
  const second = await linkShown(ines, email)
  expect(second).not.toBe(first)
  const ada = await newPage()
  const gone = ada.getByRole('alert').filter({ hasText: 'This invitation does not hold' })
  await ada.goto(first)
  await expect(gone).toBeVisible()
  await ada.goto(second)
  await expect(ada.getByLabel('Your name')).toBeVisible()
  await chooseInMenu(ines, email, 'Withdraw')
  await ines.getByRole('alertdialog').getByRole('button', { name: 'Withdraw invitation' }).click()
  await expect(memberRow(ines, email)).toHaveCount(0)
  await createAccount(ada, 'Ada Blum', newPassword())
  await expect(gone).toBeVisible()
  await ada.goto('/invite')
  await expect(ada.getByText('This address lacks the invitation’s token')).toBeVisible()
})

test('a Domain Admin invites into own domains, and nobody without saying into which', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const lena = await pageOf(tenant.people.domain_admin)
  await openMembers(lena, tenant.slug)
  await expect(lena.getByRole('main').getByRole('row')).toHaveCount(3)
  await lena.getByRole('button', { name: 'Invite', exact: true }).click()
  const drawer = drawerOf(lena, 'Invite')
  await expect(drawer.getByLabel('Europe')).toHaveValue('editor')
  await expect(drawer.getByLabel('America')).toHaveCount(0)
  await expect(drawer.getByRole('radio')).toHaveCount(0)
  await drawer.getByLabel('Email').fill('nobody')
  await drawer.getByLabel('Europe').selectOption('No role')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer.getByText('This is not an email address')).toBeVisible()
  await expect(drawer.getByText('Choose a role in at least one domain.')).toBeVisible()
  await expect(drawer.getByLabel('Email')).toBeFocused()
  await inspectPage(lena, 'drawer Invite with mistakes')
  await drawer.getByLabel('Email').fill('nobody@acme.example')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer.getByText('This is not an email address')).toBeHidden()
  await expect(drawer.getByLabel('Europe')).toBeFocused()
})
