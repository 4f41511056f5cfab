import type { Page } from '@playwright/test'
import { expect, test } from '../browser/documents.ts'
import { createIntegration, createRequest, testRequest } from '../browser/integrations.ts'
import { askedDialog, chooseMore, createSecret, openCreate, openEdit, rowOf, submit } from '../browser/secrets.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'

async function goToSecrets(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Secrets' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Secrets', exact: true })).toBeVisible()
}

test('document B: an organization’s secret is named, found, edited, bound to hosts and deleted', async ({
  pageOf,
  company,
}) => {
  const page = await pageOf(company.people.org_admin)
  await goToSecrets(page)
  const drawer = await openCreate(page)
  for (const wrong of ['1crm', 'crm..apiKey', 'crm apiKey']) {
    await drawer.getByLabel('Secret name').fill(wrong)
    await drawer.getByLabel('Description').focus()
    await expect(drawer.getByLabel('Secret name')).toHaveAttribute('aria-invalid', 'true')
  }
  await drawer.getByLabel('Secret name').fill('crm.apiKey')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), randomText(24))
  await drawer.getByLabel('Description').fill('Key of the CRM')
  for (const host of ['example.com', 'api.crm.example.com', '*.example.com']) {
    await drawer.getByLabel('Allowed domains', { exact: true }).fill(host)
    await drawer.getByLabel('Allowed domains', { exact: true }).press('Enter')
    await expect(drawer.getByRole('button', { name: `Remove ${host}` })).toBeVisible()
  }
  await submit(drawer)
  await expect(rowOf(page, 'crm.apiKey')).toContainText('Key of the CRM')
  const again = await openCreate(page)
  await again.getByLabel('Secret name').fill('CRM.apikey')
  await typeSecret(page, again.getByLabel('Value', { exact: true }), randomText(24))
  await submit(again)
  await expect(again.getByLabel('Secret name')).toHaveAccessibleDescription(/already/)
  await again.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Discard|Close|Leave/ })
    .click()

  const edit = await openEdit(page, 'crm.apiKey')
  await expect(edit.getByLabel('Value', { exact: true })).toHaveCount(0)
  await expect(edit.getByText('They change only together with a new value.')).toBeVisible()
  await edit.getByLabel('Description').fill('Key of the CRM, production')
  await submit(edit)
  await expect(page.getByText('crm.apiKey has a new description.')).toBeVisible()
  await page.getByRole('link', { name: 'crm.apiKey', exact: true }).click()
  await expect(page.getByText('••••••••').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Current')

  await goToSecrets(page)
  await chooseMore(page, 'crm.apiKey', 'Delete')
  const dialog = await askedDialog(page, 'Delete', 'crm.apiKey')
  await dialog.getByRole('button', { name: 'Delete Secret' }).click()
  await expect(rowOf(page, 'crm.apiKey')).toBeHidden()
})

test('document B: requests name it in header, query, path and body, never in the base URL, and only towards its hosts', async ({
  pageOf,
  company,
  stack,
}) => {
  const value = randomText(24)
  const page = await pageOf(company.people.org_admin)
  await page.goto(`/${company.slug}/europe/integrations`)
  await page.getByRole('button', { name: 'Add integration' }).click()
  const drawer = page.getByRole('dialog', { name: 'Create integration' })
  await drawer.getByLabel('Name', { exact: true }).fill('CRM')
  await drawer.getByLabel('Base URL').fill('https://{secrets.crm.apiKey}.example.com')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer.getByLabel('Base URL')).toHaveAccessibleDescription(/may not hold a reference/)
  await drawer.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Discard|Close|Leave/ })
    .click()

  await createIntegration(page, 'CRM', 'https://api.crm.example.com')
  await createRequest(page, {
    name: 'Create contact',
    method: 'POST',
    path: '/of/{secrets.crm.apiKey}',
    headers: [['Authorization', 'Bearer {secrets.crm.apiKey}']],
    query: [['key', '{secrets.crm.apiKey}']],
    body: '{"key":"{secrets.crm.apiKey}"}',
  })
  const address = page.url()
  expect(await testRequest(page)).toContain('secret_not_found')

  await page.goto(`/${company.slug}/secrets`)
  await createSecret(page, { alias: 'crm.apiKey', type: 'token', value, allowedHosts: ['api.crm.example.com'] })
  await stack.upstream.forget()
  await page.goto(address)
  expect(await testRequest(page)).toContain('200 OK')
  const [request] = await stack.upstream.requests()
  const header = request?.headers.find(({ name }) => name === 'Authorization')?.value
  expect(header === `Bearer ${value}`, 'the header').toBe(true)
  expect(request?.target === `/of/${value}?key=${value}`, 'path and query').toBe(true)
  const body = Buffer.from(request?.body ?? '', 'base64').toString('utf8')
  expect(body === `{"key":"${value}"}`, 'the body').toBe(true)

  await createIntegration(page, 'Elsewhere', 'https://jira.example.com')
  const headers: [string, string][] = [['Authorization', 'Bearer {secrets.crm.apiKey}']]
  await createRequest(page, { name: 'Wrong host', method: 'POST', path: '/', headers, query: [], body: '{}' })
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('Domain restriction')
  expect(await stack.upstream.requests()).toEqual([])
})
