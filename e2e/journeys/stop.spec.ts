import type { Locator, Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { goToPage, testRequest } from '../browser/integrations.ts'
import { expectRefused, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const banner = (page: Page) => page.getByRole('region', { name: 'Stopped sends' })
const dialog = (page: Page) => page.getByRole('alertdialog')

/** The switch of a page, not the one of its banner. */
const askToStop = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Stop all sends' }).click()
const confirmStop = (page: Page) => dialog(page).getByRole('button', { name: 'Stop all sends' }).click()

/** By the banner, past its question. */
async function letGoOn(page: Page, line: Locator = banner(page)): Promise<void> {
  await line.getByRole('button', { name: 'Let sends go on' }).click()
  await dialog(page).getByRole('button', { name: 'Let sends go on' }).click()
  await expect(dialog(page)).toBeHidden()
}

async function expectPasses(page: Page, stack: Stack, tenant: SeededTenant): Promise<void> {
  await stack.upstream.answer({})
  await stack.upstream.forget()
  await page.goto(requestPath(tenant))
  expect(await testRequest(page)).toContain('200 OK')
  expect((await stack.upstream.requests()).length, 'requests that arrived').toBe(1)
}

test('a Domain Admin stops all sends of the domain, everybody sees by whom, and they go on again', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const editor = await pageOf(tenant.people.editor)
  await expectPasses(editor, stack, tenant)
  await expect(banner(editor)).toHaveCount(0)

  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await expectUnchanged(stack.databaseUrl, async () => {
    await askToStop(admin)
    await expect(dialog(admin)).toContainText('Stop all sends of Europe?')
    await expect(dialog(admin)).toContainText('1 request of 1 integration stops working')
    await expect(dialog(admin).getByRole('button', { name: 'Cancel' })).toBeFocused()
    await inspectPage(admin, 'the question before sends are stopped')
    await dialog(admin).getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog(admin)).toBeHidden()
  })
  await expect(banner(admin)).toHaveCount(0)
  await askToStop(admin)
  await confirmStop(admin)
  await expect(banner(admin)).toContainText(/All sends of Europe are stopped since \d\d:\d\d by Lena Fischer\./)
  await expect(dialog(admin)).toBeHidden()
  await inspectPage(admin, 'a domain whose sends are stopped')

  // Who was here before sees it on the next page, without a word to lift it by.
  await goToPage(editor, 'Domain Settings')
  await expect(banner(editor)).toContainText('by Lena Fischer')
  await expect(editor.getByRole('button', { name: 'Let sends go on' })).toHaveCount(0)
  await expect(editor.getByRole('button', { name: 'Stop all sends' })).toHaveCount(0)
  expect(await expectRefused(editor, stack, requestPath(tenant), 'sends_stopped')).toContain(
    'An admin has stopped all sends in this domain.',
  )
  const elsewhere = await pageOf(tenant.people.other_domain_admin)
  await elsewhere.goto(`/${tenant.slug}/america/integrations`)
  await expect(elsewhere.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(banner(elsewhere)).toHaveCount(0)

  const owner = await pageOf(tenant.people.owner)
  await owner.goto(`/${tenant.slug}/secrets`)
  await expect(banner(owner)).toContainText('All sends of Europe are stopped')
  await letGoOn(admin)
  await expect(admin.getByText('Sends of Europe go on.')).toBeVisible()
  await expect(banner(admin)).toHaveCount(0)
  await expectPasses(editor, stack, tenant)
  await expect(banner(editor)).toHaveCount(0)

  await owner.goto(`/${tenant.slug}/activity`)
  const entries = owner.getByRole('listitem')
  await expect(entries.filter({ hasText: 'stopped all sends of Europe' })).toContainText('Lena Fischer')
  await expect(entries.filter({ hasText: 'let sends of Europe go on' })).toContainText('Lena Fischer')
})

test('an Owner stops everything; of two admins at once the second is told, and a domain’s stop is another', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const editor = await pageOf(tenant.people.editor)
  await expectPasses(editor, stack, tenant)
  const [owner, second] = [await pageOf(tenant.people.owner), await pageOf(tenant.people.org_admin)]
  await owner.goto(`/${tenant.slug}`)
  await second.goto(`/${tenant.slug}/settings`)
  for (const page of [owner, second]) {
    await askToStop(page)
    await expect(dialog(page)).toContainText('Stop all sends of Acme?')
  }
  await confirmStop(owner)
  await expect(banner(owner)).toContainText('All sends of Acme are stopped since')
  await expectUnchanged(stack.databaseUrl, async () => {
    await confirmStop(second)
    await expect(second.getByText('Ines Okafor had stopped all sends of Acme already.')).toBeVisible()
  })
  await expect(banner(second)).toContainText('by Ines Okafor')
  await inspectPage(second, 'settings of an organization whose sends are stopped')
  expect(await expectRefused(editor, stack, requestPath(tenant), 'sends_stopped')).toContain(
    'An admin has stopped all sends in this organization.',
  )

  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(banner(admin)).toContainText('All sends of Acme are stopped')
  await expect(banner(admin).getByRole('button')).toHaveCount(0)
  await askToStop(admin)
  await confirmStop(admin)
  await expect(banner(admin)).toContainText('All sends of Europe are stopped')
  await inspectPage(admin, 'a domain that is stopped twice')
  await letGoOn(admin)
  await expect(admin.getByText(/All sends of Acme are still stopped\./)).toBeVisible()
  await expectRefused(editor, stack, requestPath(tenant), 'sends_stopped')

  await owner.reload()
  await letGoOn(owner)
  await expect(banner(owner)).toHaveCount(0)
  await expectPasses(editor, stack, tenant)
})
