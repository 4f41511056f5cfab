import { inspectPage } from '../browser/inspect-page.ts'
import { chooseInMenu, drawerOf, memberRow, openMembers, openRoles } from '../browser/members.ts'
import { signIn } from '../browser/sign-in.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const tom = 'Tom Abara'
const marek = 'Marek Dvořák'

test('an admin who is demoted while on the page changes nothing with the next click', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant],
}) => {
  guard.allow(/status of 40[134]/)
  const admin = await pageOf(tenant.people.org_admin)
  await openMembers(admin, tenant.slug)
  const open = await openRoles(admin, tom)
  await open.getByLabel('Europe').selectOption('Domain Admin')

  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  const roles = await openRoles(ines, marek)
  await roles.getByRole('radio', { name: 'Roles by domain' }).check()
  await roles.getByLabel('Europe').selectOption('Editor')
  await roles.getByRole('button', { name: 'Submit' }).click()
  await expect(ines.getByText(`The roles of ${marek} are changed`)).toBeVisible()
  await expect(memberRow(ines, marek)).toContainText('Europe')

  const again = admin.getByRole('dialog').filter({ has: admin.getByLabel('Password', { exact: true }) })
  await expectUnchanged(stack.databaseUrl, async () => {
    await open.getByRole('button', { name: 'Submit' }).click()
    await expect(again).toBeVisible()
  })
  // Signed in again in place, and what was chosen is still there: but it is no longer theirs to do.
  await typeSecret(admin, again.getByLabel('Password', { exact: true }), tenant.people.org_admin.password)
  await again.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(open.getByLabel('Europe')).toHaveValue('domain_admin')
  await expectUnchanged(stack.databaseUrl, async () => {
    await open.getByRole('button', { name: 'Submit' }).click()
    await expect(open.getByText('Your role here, Editor, does not allow this.')).toBeVisible()
  })
  await ines.reload()
  await expect(memberRow(ines, tom)).toContainText('Editor')
})

test('somebody who is suspended is out at the next request, and back as they were', async ({
  pageOf,
  newPage,
  guard,
  tenants: [tenant],
}) => {
  guard.allow(/status of 40[14]/)
  const list = `/${tenant.slug}/europe/settings/security`
  const editor = await pageOf(tenant.people.editor)
  await editor.goto(list)
  await expect(editor.getByText('weather_fx')).toBeVisible()

  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  await chooseInMenu(ines, tom, 'Suspend')
  const dialog = ines.getByRole('alertdialog', { name: `Suspend ${tom}?` })
  await inspectPage(ines, 'dialog Suspend')
  await dialog.getByRole('button', { name: 'Suspend member' }).click()
  await expect(ines.getByText(`${tom} is suspended and signed out.`)).toBeVisible()
  await expect(memberRow(ines, tom)).toContainText('Suspended')

  await editor.goto(list)
  await editor.waitForURL('**/sign-in?**')
  await signIn(editor, tenant.people.editor)
  await editor.goto(list)
  await expect(editor.getByText('This page does not exist')).toBeVisible()

  await ines.getByRole('button', { name: /^Suspended/ }).click()
  await expect(ines.getByRole('main').getByRole('row')).toHaveCount(2)
  await chooseInMenu(ines, tom, 'Let back in')
  await ines.getByRole('alertdialog').getByRole('button', { name: 'Let back in' }).click()
  await expect(ines.getByText(`${tom} may sign in again`)).toBeVisible()
  const back = await newPage()
  await signIn(back, tenant.people.editor)
  await back.goto(list)
  await expect(back.getByText('weather_fx')).toBeVisible()
})

test('two admins change one member: the second is told, and nothing of theirs is saved', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const first = await pageOf(tenant.people.org_admin)
  const second = await pageOf(tenant.people.owner)
  await openMembers(first, tenant.slug)
  await openMembers(second, tenant.slug)
  const theirs = await openRoles(first, tom)
  const mine = await openRoles(second, tom)
  await inspectPage(second, 'drawer Member')
  await theirs.getByLabel('America').selectOption('Editor')
  await theirs.getByRole('button', { name: 'Submit' }).click()
  await expect(first.getByText(`The roles of ${tom} are changed`)).toBeVisible()
  await mine.getByLabel('Europe').selectOption('No role')
  await mine.getByLabel('America').selectOption('Domain Admin')
  await expectUnchanged(stack.databaseUrl, async () => {
    await mine.getByRole('button', { name: 'Submit' }).click()
    await expect(mine.getByText(`Nothing was saved. ${marek} changed this member`)).toBeVisible()
  })
  await mine.getByRole('button', { name: 'Load the current version' }).click()
  await expect(mine.getByLabel('America')).toHaveValue('editor')
  await expect(mine.getByLabel('Europe')).toHaveValue('editor')
})

test('a member is removed, and is signed out with nothing left', async ({ pageOf, guard, tenants: [tenant] }) => {
  guard.allow(/status of 40[14]/)
  const editor = await pageOf(tenant.people.editor)
  const lena = await pageOf(tenant.people.domain_admin)
  await openMembers(lena, tenant.slug)
  await expect(lena.getByRole('main')).not.toContainText('Ines Okafor')
  await inspectPage(lena, 'Members')
  await chooseInMenu(lena, tom, 'Remove')
  const dialog = lena.getByRole('alertdialog', { name: `Remove ${tom}?` })
  await expect(dialog).toContainText('What stays')
  await dialog.getByRole('button', { name: 'Remove member' }).click()
  await expect(lena.getByText(`${tom} is removed and signed out.`)).toBeVisible()
  await expect(memberRow(lena, tom)).toHaveCount(0)
  await editor.goto(`/${tenant.slug}/secrets`)
  await editor.waitForURL('**/sign-in?**')
})

test('the last Owner stays, hands the ownership over, and then may leave', async ({ pageOf, tenants: [tenant] }) => {
  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  const leave = async () => {
    await ines.getByRole('button', { name: /account of/ }).click()
    await ines.getByRole('menuitem', { name: 'Leave organization' }).click()
    await ines.getByRole('alertdialog').getByRole('button', { name: 'Leave organization' }).click()
  }
  await leave()
  const dialog = ines.getByRole('alertdialog')
  await expect(dialog).toContainText('This is the last Owner of the organization.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await chooseInMenu(ines, marek, 'Transfer ownership')
  await ines.getByLabel('Type Acme to confirm').fill('Acme')
  await ines.getByRole('alertdialog').getByRole('button', { name: 'Transfer ownership' }).click()
  await expect(ines.getByText(`${marek} is the Owner now, and you are an Org Admin.`)).toBeVisible()
  await expect(memberRow(ines, marek)).toContainText('Owner')
  await expect(ines.getByRole('button', { name: `More actions for ${marek}` })).toHaveCount(0)
  await memberRow(ines, marek)
    .getByRole('button', { name: `View ${marek}` })
    .click()
  await expect(drawerOf(ines, 'Member')).toContainText('Only an Owner changes an Owner.')
  await ines.keyboard.press('Escape')
  await leave()
  await ines.waitForURL((url) => url.pathname === '/')
  await expect(ines.getByText(tenant.people.owner.email)).toBeVisible()
  await inspectPage(ines, 'the page of somebody in no organization')
  await ines.getByRole('link', { name: 'Account' }).click()
  await expect(ines.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible()
})

test('the list is searched and filtered, in the address', async ({ pageOf, tenants: [tenant] }) => {
  const ines = await pageOf(tenant.people.owner)
  await openMembers(ines, tenant.slug)
  const rows = ines.getByRole('main').getByRole('row')
  await expect(rows).toHaveCount(6)
  await ines.getByLabel('Search members').fill('fischer')
  await expect(rows).toHaveCount(2)
  await expect(ines).toHaveURL(/q=fischer/)
  await ines.reload()
  await expect(rows).toHaveCount(2)
  await ines.getByRole('button', { name: /^Suspended/ }).click()
  await expect(ines.getByText('Nobody here is found')).toBeVisible()
  await ines.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(rows).toHaveCount(6)
  await ines.getByRole('button', { name: 'Role: Any role' }).click()
  await ines.getByRole('menuitemradio', { name: 'Owner' }).click()
  await expect(rows).toHaveCount(2)
  await expect(ines).toHaveURL(/role=owner/)
})
