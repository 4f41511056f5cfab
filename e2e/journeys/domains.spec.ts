import { archiveDomain, askDomain, domainRow, openDomains } from '../browser/domains.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { openCreate, rowOf, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

test('a domain is created, renamed, archived and restored, each logged, and its address stays', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  await openDomains(page, tenant.slug)
  await inspectPage(page, 'the page Domains')
  await page.getByRole('button', { name: 'Create domain' }).click()
  const drawer = page.getByRole('dialog', { name: 'Create domain' })
  const [name, address] = [drawer.getByLabel('Name', { exact: true }), drawer.getByLabel('Address')]
  await name.fill('Asia & Pacific')
  await expect(address).toHaveValue('asia-pacific')
  await inspectPage(page, 'the drawer that creates a domain')
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [typed, message] of [
      ['settings', /an address of Postern itself/],
      ['Asia Pacific', /lowercase letters from a to z/],
      ['europe', /has this address already/],
    ] as const) {
      await address.fill(typed)
      await submit(drawer)
      await expect(address).toHaveAccessibleDescription(message)
    }
  })
  await address.fill('apac')
  await name.fill('Asia')
  await expect(address).toHaveValue('apac')
  await submit(drawer)
  await expect(page.getByText('Asia is created.')).toBeVisible()
  await expect(drawer).toBeHidden()
  await expect(domainRow(page, 'Asia')).toContainText(`/${tenant.slug}/apac`)

  await domainRow(page, 'Asia').getByRole('button', { name: 'Rename Asia' }).click()
  const renaming = page.getByRole('dialog', { name: 'Rename domain' })
  await expect(renaming.getByLabel('Address')).toHaveValue(`/${tenant.slug}/apac`)
  await renaming.getByLabel('Name', { exact: true }).fill('APAC')
  await submit(renaming)
  await expect(page.getByText('Asia is called APAC now.')).toBeVisible()
  await page.getByRole('button', { name: /^Domain .*, switch$/ }).click()
  await expect(page.getByRole('menuitem', { name: 'APAC', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'APAC', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/apac/settings/security$`))

  await openDomains(page, tenant.slug)
  await archiveDomain(page, 'APAC')
  await expect(domainRow(page, 'APAC')).toContainText('Archived')
  await expect(page.getByRole('link', { name: 'APAC', exact: true })).toHaveCount(0)
  const dialog = await askDomain(page, 'APAC', 'Restore')
  await dialog.getByRole('button', { name: 'Restore domain' }).click()
  await expect(domainRow(page, 'APAC')).toContainText('Active')

  await page.goto(`/${tenant.slug}/activity?group=organization`)
  for (const deed of ['created', 'renamed', 'archived', 'restored'])
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: `${deed} the domain` })
        .first(),
      deed,
    ).toBeVisible()
})

test('archiving says what stops, and takes the name; what somebody does in it meanwhile is refused and changes nothing', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant],
}) => {
  guard.allow(/status of 404/)
  const editor = await pageOf(tenant.people.domain_admin)
  await editor.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(editor)
  await drawer.getByLabel('Alias').fill('too_late')
  await typeSecret(editor, drawer.getByLabel('Value', { exact: true }), randomText(24))

  const admin = await pageOf(tenant.people.owner)
  await openDomains(admin, tenant.slug)
  const dialog = await askDomain(admin, 'Europe', 'Archive')
  await expect(dialog).toContainText('What stops with it')
  await expect(dialog).toContainText('1 secret that is in use')
  await expect(dialog).toContainText('1 request of its integrations')
  await expect(dialog).toContainText('2 members who are in no other domain')
  await inspectPage(admin, 'the dialog that archives a domain')
  const field = dialog.getByLabel('Type Europe to confirm')
  await expect(field).toBeFocused()
  await expectUnchanged(stack.databaseUrl, async () => {
    await field.fill('America')
    await field.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Archive domain' })).toHaveAttribute('aria-disabled', 'true')
    await expect(dialog).toBeVisible()
  })
  await field.fill('europe')
  await field.press('Enter')
  await expect(admin.getByText('Europe is archived.')).toBeVisible()
  await expect(domainRow(admin, 'Europe')).toContainText('Archived')

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByRole('alert')).toContainText('This does not exist.')
    await expect(drawer.getByLabel('Alias')).toHaveValue('too_late')
  })
  await editor.goto(`/${tenant.slug}/europe/integrations`)
  await expect(editor.getByText('This page does not exist')).toBeVisible()
  await editor.goto('/')
  await expect(editor.getByText('No domain is yours yet')).toBeVisible()
  await expect(editor.getByText(/Ask .*Ines Okafor/)).toBeVisible()

  const restoring = await askDomain(admin, 'Europe', 'Restore')
  await expect(restoring).toContainText('What works again')
  await restoring.getByRole('button', { name: 'Restore domain' }).click()
  await expect(admin.getByText('Europe is restored.')).toBeVisible()
  await editor.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(rowOf(editor, 'weather_fx')).toBeVisible()
})

test('of two who rename at once, the second reads who was faster and loses nothing that was typed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const [page, other] = [await pageOf(tenant.people.owner), await pageOf(tenant.people.org_admin)]
  const drawers = await Promise.all(
    [page, other].map(async (each) => {
      await openDomains(each, tenant.slug)
      await each.getByRole('button', { name: 'Rename Europe' }).click()
      const drawer = each.getByRole('dialog', { name: 'Rename domain' })
      await expect(drawer.getByLabel('Name', { exact: true })).toHaveValue('Europe')
      return drawer
    }),
  )
  const [mine, theirs] = drawers
  if (!mine || !theirs) throw new Error('There are two drawers.')
  await theirs.getByLabel('Name', { exact: true }).fill('EMEA')
  await submit(theirs)
  await expect(other.getByText('Europe is called EMEA now.')).toBeVisible()
  await mine.getByLabel('Name', { exact: true }).fill('Old World')
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(mine)
    await expect(mine.getByRole('alert')).toContainText('Marek Dvořák changed this domain at')
  })
  await expect(mine.getByLabel('Name', { exact: true })).toHaveValue('Old World')
  await mine.getByRole('button', { name: 'Load the current version' }).click()
  await expect(mine.getByLabel('Name', { exact: true })).toHaveValue('EMEA')
  await mine.getByLabel('Name', { exact: true }).fill('Old World')
  await submit(mine)
  await expect(page.getByText('EMEA is called Old World now.')).toBeVisible()
})

test('without any domain left, an admin is led to Domains', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.owner)
  await openDomains(page, tenant.slug)
  for (const name of ['Europe', 'America']) await archiveDomain(page, name)
  await expect(page.getByRole('navigation', { name: 'Domain' })).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByText('No domain in Acme is active')).toBeVisible()
  await inspectPage(page, 'an overview without domains')
  await page.getByRole('link', { name: 'Go to Domains' }).click()
  await expect(domainRow(page, 'Europe')).toContainText('Archived')
})
