import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { createRequest, goToPage, testRequest } from '../browser/integrations.ts'
import { chooseMore, createSecret } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

/** A token that may go to the server of the tests, stored by the domain's admin. */
async function storeToken(page: Page, tenant: SeededTenant, stack: Stack): Promise<string> {
  const value = `canary-${randomBytes(18).toString('hex')}`
  const { host } = new URL(stack.upstream.origin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await createSecret(page, { alias: 'crm_token', type: 'token', value, allowedHosts: [host] })
  return value
}

/** Creates a connection that authenticates with crm_token, and a request of it. */
async function createConnection(page: Page, tenant: SeededTenant, stack: Stack): Promise<void> {
  await page.goto(`/${tenant.slug}/europe/integrations`)
  await page.getByRole('button', { name: 'Add integration' }).click()
  const drawer = page.getByRole('dialog', { name: 'Create integration' })
  await drawer.getByLabel('Name', { exact: true }).fill('CRM sync')
  await drawer.getByLabel('Base URL').fill(stack.upstream.origin)
  await drawer.getByLabel('Authentication').selectOption({ label: 'Bearer token' })
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer.getByText('Choose a secret.')).toBeVisible()
  const secret = drawer.getByRole('button', { name: /^Secret: / })
  await secret.click()
  await page
    .getByRole('dialog', { name: /^Choose a secret/ })
    .getByLabel('Search secrets')
    .fill('crm_')
  await page.getByRole('button', { name: /^crm_token/ }).click()
  await expect(secret).toHaveAccessibleName('Secret: {secrets.crm_token}')
  await expect(secret).toBeFocused()
  await drawer.getByRole('button', { name: 'Add header' }).click()
  await drawer.getByLabel('Header 1 name').fill('X-Workspace')
  await drawer.getByLabel('Header 1 value').fill('acme-europe')
  await inspectPage(page, 'create an integration')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM sync' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Bearer {secrets.crm_token}')
  await createRequest(page, { name: 'Contacts', method: 'POST', path: '/contacts', headers: [], query: [], body: '{}' })
}

const goToIntegration = async (page: Page, name: string) => {
  await goToPage(page, 'Integrations')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
}

test('an Editor’s connection authenticates every request of it with a chosen secret, and sends its default headers', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const value = await storeToken(await pageOf(tenant.people.domain_admin), tenant, stack)
  const page = await pageOf(tenant.people.editor)
  await createConnection(page, tenant, stack)
  await expect(page.getByText('Authentication comes from the connection: Bearer {secrets.crm_token}')).toBeVisible()

  await stack.upstream.answer({ echo: true, headers: [{ name: 'Content-Type', value: 'text/plain' }] })
  await stack.upstream.forget()
  const shown = await testRequest(page)
  expect(shown).toContain('200 OK')
  expect(shown).toContain('Bearer ••••••')
  expect(shown.includes(value), 'the page holds the value').toBe(false)
  const [request] = await stack.upstream.requests()
  const headers = new Map(request?.headers.map((header) => [header.name.toLowerCase(), header.value]))
  expect(headers.get('authorization') === `Bearer ${value}`, 'the server received the value').toBe(true)
  expect(headers.get('x-workspace')).toBe('acme-europe')
  await inspectPage(page, 'a request of a connection')

  // What the request sets itself is not the connection's.
  await page.getByRole('tab', { name: 'Headers' }).click()
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Header 1 name').fill('authorization')
  await page.getByLabel('Header 1 value').fill('None')
  await expect(page.getByText('so the connection’s authentication is not sent')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Contacts is saved.').last()).toBeVisible()
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('200 OK')
  const [own] = await stack.upstream.requests()
  expect(own?.headers.filter((header) => /^authorization$/i.test(header.name)).map((each) => each.value)).toEqual([
    'None',
  ])
  await stack.upstream.answer({})

  // Where the secret is used says so, and the secret's page leads back.
  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await admin.getByRole('link', { name: 'crm_token', exact: true }).click()
  await expect(admin.getByRole('link', { name: /CRM sync/ }).first()).toBeVisible()
  await expect(admin.getByText('authentication', { exact: false }).first()).toBeVisible()
})

test('an Editor copies, disables and deletes an integration, and reads what stops', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  await storeToken(await pageOf(tenant.people.domain_admin), tenant, stack)
  const page = await pageOf(tenant.people.editor)
  await createConnection(page, tenant, stack)
  await goToIntegration(page, 'CRM sync')
  await inspectPage(page, 'an integration with its connection')

  await chooseMore(page, 'CRM sync', 'Duplicate')
  await expect(page.getByRole('heading', { level: 1, name: 'CRM sync (copy)' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Bearer {secrets.crm_token}')
  await expect(page.getByRole('link', { name: 'Contacts' })).toBeVisible()

  await chooseMore(page, 'CRM sync (copy)', 'Disable')
  await expect(page.getByText('CRM sync (copy) is disabled. Nothing is sent through it.')).toBeVisible()
  await expect(page.getByText('Nothing is sent through CRM sync (copy) while it is disabled.')).toBeVisible()
  await inspectPage(page, 'a disabled integration')
  await page.getByRole('link', { name: 'Contacts' }).click()
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeVisible()
  await stack.upstream.forget()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(
    page.getByText('Nothing was sent. CRM sync (copy) is disabled. Enable it to send its requests.'),
  ).toBeVisible()
  expect(await stack.upstream.requests(), 'what reached the server').toEqual([])
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('CRM sync (copy) is enabled. Its requests can be sent again.')).toBeVisible()
  await stack.upstream.answer({})
  expect(await testRequest(page)).toContain('200 OK')

  await chooseMore(page, 'Contacts', 'Duplicate')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Contacts (copy)')
  await chooseMore(page, 'Contacts (copy)', 'Delete')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('No template is sent through it.')
  await inspectPage(page, 'delete a request')
  await dialog.getByRole('button', { name: 'Delete request' }).click()
  await expect(page.getByText('Contacts (copy) is deleted.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM sync (copy)' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Contacts', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Contacts (copy)' })).toHaveCount(0)

  await chooseMore(page, 'CRM sync (copy)', 'Delete')
  await expect(dialog).toContainText('It is gone for good, with its request.')
  await inspectPage(page, 'delete an integration')
  await dialog.getByRole('button', { name: 'Delete integration' }).click()
  await expect(page.getByText('CRM sync (copy) is deleted.')).toBeVisible()
  await expect(page).toHaveURL(/\/integrations$/)
  await expect(page.getByRole('link', { name: 'CRM sync', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'CRM sync (copy)' })).toHaveCount(0)

  const search = page.getByLabel('Search integrations')
  await search.fill('weath')
  await expect(page.getByRole('link', { name: 'CRM sync', exact: true })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Weather', exact: true })).toBeVisible()
  await expect(page).toHaveURL(/q=weath/)
  await search.fill('no such thing')
  await expect(page.getByText('No integration in Europe has')).toBeVisible()
  await inspectPage(page, 'a search without a result')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.getByRole('link', { name: 'CRM sync', exact: true })).toBeVisible()
})
