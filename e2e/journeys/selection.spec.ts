import type { Page } from '@playwright/test'
import { rowOf, showState } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Selected secrets' })
const press = (page: Page, name: string) => bar(page).getByRole('button', { name }).click()
const tick = async (page: Page, names: string[]) => {
  for (const name of names) await page.getByLabel(`Select ${name}`, { exact: true }).check()
  await expect(bar(page)).toContainText(`${names.length} selected`)
}

async function archiveTicked(page: Page, count: number): Promise<void> {
  await press(page, 'Archive')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(`Archive ${count} secrets?`)
  await expect(dialog).toContainText('Any existing integrations using them will no longer function.')
  await dialog.getByRole('button', { name: `Archive ${count} secrets` }).click()
  await expect(dialog).toBeHidden()
}

test('several secrets are archived, brought back by Undo, and restored from the archive', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  for (const name of ['one', 'two', 'three']) await storeSecret(admin, place, name)
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await tick(page, ['one', 'two', 'weather_fx'])
  await press(page, 'Archive')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText('1 place in Europe stops working')).toBeVisible()
  await expect(dialog).toContainText('Forecast')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectUnchanged(stack.databaseUrl, () => dialog.getByRole('button', { name: 'Cancel' }).click())
  await expect(bar(page)).toContainText('3 selected')
  await archiveTicked(page, 3)
  await expect(page.getByText('3 secrets are archived.')).toBeVisible()
  await expect(bar(page)).toBeHidden()
  await expect(rowOf(page, 'three')).toBeVisible()
  for (const name of ['one', 'two', 'weather_fx']) await expect(rowOf(page, name)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('3 secrets are restored.')).toBeVisible()
  for (const name of ['one', 'two', 'weather_fx']) await expect(rowOf(page, name)).toBeVisible()

  await tick(page, ['one', 'three'])
  await archiveTicked(page, 2)
  await expect(page.getByText('2 secrets are archived.')).toBeVisible()
  await showState(page, 'Archived')
  await expect(rowOf(page, 'one')).toContainText('Destroyed in 30 days')
  await page.getByLabel('Select all shown').check()
  await expect(bar(page).getByRole('button', { name: 'Archive' })).toHaveCount(0)
  await press(page, 'Restore')
  await expect(page.getByText('2 secrets are restored.')).toBeVisible()
  await expect(page.getByText('No archived secret in Europe.')).toBeVisible()
  await showState(page, 'All')
  for (const name of ['one', 'two', 'three', 'weather_fx']) await expect(rowOf(page, name)).toBeVisible()
})

test('several secrets get one expiration date, or none; a day that has passed changes nothing', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug }
  const admin = await ConsoleClient.signedIn(stack, tenant.people.org_admin)
  for (const name of ['one', 'two']) await storeSecret(admin, place, name)
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets`)
  await tick(page, ['one', 'two', 'crm.apiKey'])
  await press(page, 'Set expiration')
  const dialog = page.getByRole('dialog', { name: 'Set when 3 secrets expire' })
  const date = dialog.getByLabel('Expiration date')
  await date.fill('2020-01-01')
  const set = dialog.getByRole('button', { name: 'Set expiration' })
  await expectUnchanged(stack.databaseUrl, async () => {
    await set.click()
    await expect(date).toHaveAccessibleDescription(/past|passed|already/)
  })
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  await date.fill(soon)
  await set.click()
  await expect(page.getByText('3 secrets have a new expiration date.')).toBeVisible()
  await expect(dialog).toBeHidden()
  for (const name of ['one', 'two', 'crm.apiKey']) {
    await expect(rowOf(page, name)).toContainText(/Expires in \d days/)
  }
  await tick(page, ['two'])
  await press(page, 'Set expiration')
  await page.getByRole('dialog', { name: 'Set when 1 secret expires' }).getByRole('button', { name: 'Set' }).click()
  await expect(page.getByText('two does not expire any more.')).toBeVisible()
  await expect(rowOf(page, 'two')).not.toContainText('Expires')
})

test('of several, the one that somebody else changed meanwhile is left and named; the others are changed', async ({
  pageOf,
  stack,
  tenants: [tenant],
  guard,
}) => {
  // The dialog looks up where each is used, also the one that is gone.
  guard.allow(/status of 404/)
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const one = await storeSecret(owner, place, 'one')
  const two = await storeSecret(owner, place, 'two')
  await storeSecret(owner, place, 'three')
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await tick(page, ['one', 'two', 'three'])
  const edit = { description: 'Changed meanwhile', expiresOn: null }
  await done(owner, 'editSecretAction', { ...place, ...one, ...edit })
  await done(owner, 'deleteSecretAction', { ...place, ...two })
  await archiveTicked(page, 3)
  const note = page.getByRole('alert').filter({ hasText: '2 of 3 secrets were not archived.' })
  const left = note.getByRole('listitem')
  await expect(left).toHaveCount(2)
  await expect(left.filter({ hasText: 'one' })).toContainText(`${tenant.people.owner.name}`)
  await expect(left.filter({ hasText: 'one' })).toContainText(/description/)
  await expect(left.filter({ hasText: 'does not exist any more' })).toHaveCount(1)
  await expect(page.getByText('three is archived.')).toBeVisible()
  await expect(rowOf(page, 'one')).toBeVisible()
  await expect(rowOf(page, 'three')).toHaveCount(0)

  // Undo of what somebody changed again since is refused by name too.
  const item = JSON.parse((await owner.get(`/api/console/${tenant.slug}/europe/secrets?status=archived`)).text).items[0]
  await done(owner, 'restoreSecretAction', { ...place, id: item.id, rowVersion: item.rowVersion })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/^three was left as it is: .* restored it at /)).toBeVisible()
  await note.getByRole('button', { name: 'Dismiss' }).click()
  await expect(note).toBeHidden()
})
