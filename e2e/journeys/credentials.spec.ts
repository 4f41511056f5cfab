import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectNowhere } from '../browser/expect-nowhere.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { testRequest } from '../browser/integrations.ts'
import { createDrawer } from '../browser/secrets.ts'
import { requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { insertSecret } from '../browser/type-secret.ts'

const drawn = () => `sk_live_${randomBytes(18).toString('hex')}`
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'Nothing was saved yet.' })

async function addHeader(page: Page, index: number, name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel(`Header ${index} name`).fill(name)
  await insertSecret(page, page.getByLabel(`Header ${index} value`), value)
}

test('a pasted key becomes a secret with one click, is sent as one, and is known again where it is pasted twice', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const value = drawn()
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(requestPath(tenant))
  const lines = await page.getByRole('group', { name: /^Header \d+$/ }).count()
  await addHeader(page, lines + 1, 'X-Partner', value)
  await save(page)
  await expect(notice(page)).toContainText('a Stripe key')
  await inspectPage(page, 'a noticed credential')

  await notice(page).getByRole('button', { name: 'Make it a secret' }).click()
  const drawer = createDrawer(page)
  await expect(drawer.getByLabel('Alias')).toHaveValue(/partner/)
  await drawer.getByLabel('Alias').fill('partner-key')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByLabel(`Header ${lines + 1} value`)).toHaveValue('{secrets.partner-key}')
  await expect(notice(page)).toHaveCount(0)
  await expectNowhere(page, [value], 'after it became a secret')

  await stack.upstream.answer({})
  await stack.upstream.forget()
  await save(page)
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeVisible()
  expect(await testRequest(page)).toContain('200 OK')
  const [request] = await stack.upstream.requests()
  const sent = request?.headers.find(({ name }) => name.toLowerCase() === 'x-partner')?.value
  expect(sent === value, 'the server received the value').toBe(true)

  await addHeader(page, lines + 2, 'X-Partner-Copy', value)
  await save(page)
  await notice(page).getByRole('button', { name: 'Use {secrets.partner-key}' }).click()
  await expect(page.getByLabel(`Header ${lines + 2} value`)).toHaveValue('{secrets.partner-key}')
  await save(page)
  await expect(page.getByText('is saved.').last()).toBeVisible()
})

test('an Editor is told what looks like a credential, and may keep it as text', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const value = drawn()
  const page = await pageOf(tenant.people.editor)
  await page.goto(requestPath(tenant))
  const lines = await page.getByRole('group', { name: /^Header \d+$/ }).count()
  await addHeader(page, lines + 1, 'X-Sample', value)
  await save(page)
  await expect(notice(page)).toContainText('An admin can store it as a secret')
  await expect(notice(page).getByRole('button')).toHaveText(['Keep as text'])
  await notice(page).getByRole('button', { name: 'Keep as text' }).click()
  await expect(page.getByText('is saved.').last()).toBeVisible()

  // What was kept is not asked about again.
  await page.getByLabel('Path').fill('/elsewhere')
  await save(page)
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeVisible()
  await expect(notice(page)).toHaveCount(0)
})
