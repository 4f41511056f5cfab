import { passwordField, renewDialog } from '../browser/account.ts'
import { archive, editDrawer, openCreate, openEdit, rowOf, submit, typeHosts, typeValue } from '../browser/secrets.ts'
import { expectArrives, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { endSessions } from '../stack/end-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

test('two admins edit one secret: the second is told who changed what and when, and keeps what was typed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const list = `/${tenant.slug}/europe/settings/security`
  const lena = await pageOf(tenant.people.domain_admin)
  const ines = await pageOf(tenant.people.owner)
  await lena.goto(list)
  await ines.goto(list)
  const mine = await openEdit(lena, 'weather_fx')
  const theirs = await openEdit(ines, 'weather_fx')

  const value = randomText(24)
  await typeValue(ines, theirs, { type: 'token', value })
  await typeHosts(theirs, [`localhost:${stack.upstream.port}`])
  await theirs.getByLabel('Description').fill('Theirs')
  await submit(theirs)
  await expect(ines.getByText('weather_fx has a new value (version 2).')).toBeVisible()

  await mine.getByLabel('Description').fill('Mine')
  await mine.getByLabel('Expiration date').fill('2099-06-30')
  await typeValue(lena, mine, { type: 'token', value: randomText(24) })
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(mine)
    await expect(
      mine.getByText(/^Nothing was saved\. Ines Okafor replaced the value at .*\d{2}:\d{2}, while you had it open\.$/),
    ).toBeVisible()
    const said = mine.getByRole('alert')
    await expect(said).toContainText('The value is version 2 now.')
    await expect(said).toContainText('Description: Weather of the front page → Theirs.')
    await expect(said).toContainText(`Allowed domains: any → localhost:${stack.upstream.port}.`)
    await expect(mine.getByLabel('Description')).toHaveValue('Mine')
    await expect(mine.getByLabel('Expiration date')).toHaveValue('2099-06-30')
    await expect(mine.getByLabel('Value', { exact: true })).toHaveValue('')
  })
  await mine.getByRole('button', { name: 'Load the current version' }).click()
  await expect(mine.getByText(/^Nothing was saved/)).toHaveCount(0)
  await expect(mine.getByLabel('Description')).toHaveValue('Mine')
  await expect(mine.getByLabel('Expiration date')).toHaveValue('2099-06-30')
  await submit(mine)
  await expect(lena.getByText('weather_fx has a new description.')).toBeVisible()
  await expect(editDrawer(lena)).toBeHidden()
  await expectArrives(ines, stack, requestPath(tenant), value)

  // Archived meanwhile: nothing is saved either.
  await lena.goto(list)
  await ines.goto(list)
  const late = await openEdit(lena, 'weather_fx')
  await archive(ines, 'weather_fx')
  await late.getByLabel('Description').fill('Too late')
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(late)
    await expect(late.getByText(/archived/).first()).toBeVisible()
  })
})

test('two admins of the organization: a rename under an open drawer is told', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const marek = await pageOf(tenant.people.org_admin)
  const ines = await pageOf(tenant.people.owner)
  for (const page of [marek, ines]) await page.goto(`/${tenant.slug}/secrets`)
  const mine = await openEdit(marek, 'crm.apiKey')
  await mine.getByLabel('Description').fill('Mine')
  const theirs = await openEdit(ines, 'crm.apiKey')
  await theirs.getByRole('button', { name: 'Rename' }).click()
  const dialog = ines.getByRole('dialog', { name: /^Rename / })
  await dialog.getByLabel('New name').fill('crm.key')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(ines.getByText('crm.apiKey is crm.key now.')).toBeVisible()
  // Whoever renamed goes on editing in the same drawer.
  await theirs.getByLabel('Description').fill('Theirs')
  await submit(theirs)
  await expect(ines.getByText('crm.key has a new description.')).toBeVisible()
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(mine)
    await expect(
      mine.getByText(/^Nothing was saved\. Ines Okafor .*, and there was 1 change before it\.$/),
    ).toBeVisible()
    await expect(mine.getByRole('alert')).toContainText('Name: crm.apiKey → crm.key.')
    await expect(mine.getByLabel('Description')).toHaveValue('Mine')
  })
})

test('a session that ends under a filled drawer is signed in again, and what was typed is saved', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { domain_admin } = tenant.people
  const page = await pageOf(domain_admin)
  const value = randomText(24)
  const drawer = await openEdit(page, 'weather_fx')
  await drawer.getByLabel('Description').fill('Typed before the session ended')
  await typeValue(page, drawer, { type: 'token', value })
  await endSessions(stack.databaseUrl, domain_admin.email)
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await renewDialog(page).getByRole('button', { name: 'Not now' }).click()
    await expect(drawer.getByText(/^Nothing was saved, because you are signed out/)).toBeVisible()
    await expect(drawer.getByLabel('Description')).toHaveValue('Typed before the session ended')
  })
  await drawer.getByRole('button', { name: 'Sign in again' }).click()
  await typeSecret(page, passwordField(renewDialog(page)), domain_admin.password)
  await page.keyboard.press('Enter')
  await expect(renewDialog(page)).toBeHidden()
  await submit(drawer)
  await expect(page.getByText('weather_fx has a new value (version 2).')).toBeVisible()
  await expect(rowOf(page, 'weather_fx')).toBeVisible()
  await expectArrives(page, stack, requestPath(tenant), value)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(await openCreate(page)).toBeVisible()
})
