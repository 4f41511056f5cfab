import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { openCreate, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { randomText } from '../leak-search/canary.ts'
import { startTwin } from '../stack/start-twin.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const section = (page: Page) => page.getByRole('region', { name: 'Sessions' })
const rows = (page: Page) => section(page).getByRole('listitem')

async function openSessions(page: Page): Promise<void> {
  await page.goto('/account')
  await expect(section(page)).toBeVisible()
}

test('a session is ended from another one: its next click is refused, nothing changes, and its row is gone', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant],
}) => {
  guard.allow(/status of 401/)
  const [here, there] = [await pageOf(tenant.people.domain_admin), await pageOf(tenant.people.domain_admin)]
  await there.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(there)
  await drawer.getByLabel('Alias').fill('too_late')
  await typeSecret(there, drawer.getByLabel('Value', { exact: true }), randomText(24))

  await openSessions(here)
  await expect(rows(here)).toHaveCount(2)
  await expect(rows(here).first()).toContainText('This device')
  await expect(rows(here).nth(1)).toContainText(/Chrome \d+ on/)
  await expect(rows(here).nth(1)).toContainText('With password')
  await expect(rows(here).first().getByRole('button')).toHaveCount(0)
  await inspectPage(here, 'the account page')
  await rows(here)
    .nth(1)
    .getByRole('button', { name: /^End session/ })
    .click()
  await expect(here.getByText(/^The session on Chrome .* has ended\.$/)).toBeVisible()
  await expect(rows(here)).toHaveCount(1)

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(there.getByLabel('Password', { exact: true })).toBeVisible()
  })
  await there.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(there).toHaveURL(/\/sign-in\?/)

  const admin = await pageOf(tenant.people.owner)
  await admin.goto(`/${tenant.slug}/activity?group=people`)
  const entry = admin.getByRole('listitem').filter({ hasText: 'ended a session of' })
  await expect(entry).toContainText('Lena Fischer')
  await expect(entry).toContainText(/Chrome \d+ on/)
})

test('all other sessions are ended at once, also in another process', async ({ pageOf, stack, tenants: [tenant] }) => {
  const person = tenant.people.editor
  const twin = await startTwin(stack)
  try {
    const elsewhere = await ConsoleClient.signedIn(twin, person)
    const other = await ConsoleClient.signedIn(stack, person)
    const read = (client: ConsoleClient) => client.get(`/api/console/${tenant.slug}/europe/secrets`)
    expect([(await read(elsewhere)).status, (await read(other)).status]).toEqual([200, 200])
    const page = await pageOf(person)
    await openSessions(page)
    await expect(rows(page)).toHaveCount(3)
    await section(page).getByRole('button', { name: 'End all others' }).click()
    const dialog = page.getByRole('alertdialog')
    await inspectPage(page, 'the dialog that ends all others')
    await expectUnchanged(stack.databaseUrl, async () => {
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await expect(dialog).toBeHidden()
    })
    await section(page).getByRole('button', { name: 'End all others' }).click()
    await dialog.getByRole('button', { name: 'End all others' }).click()
    await expect(page.getByText('2 other sessions have ended.')).toBeVisible()
    await expect(rows(page)).toHaveCount(1)
    await expect(section(page).getByRole('button', { name: 'End all others' })).toHaveCount(0)
    expect([(await read(elsewhere)).status, (await read(other)).status]).toEqual([401, 401])
    await page.reload()
    await expect(rows(page)).toHaveCount(1)
  } finally {
    await twin.stop()
    twin.remove()
  }
})
