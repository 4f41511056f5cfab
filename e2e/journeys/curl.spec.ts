import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectNowhere } from '../browser/expect-nowhere.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { testRequest } from '../browser/integrations.ts'
import { expect, test } from '../browser/test.ts'
import { pasteSecret } from '../browser/type-secret.ts'
import type { SeededTenant } from '../stack/seed.ts'

const newRequest = (tenant: SeededTenant) => `/${tenant.slug}/europe/integrations/${tenant.integrationId}/requests/new`
const drawerOf = (page: Page) => page.getByRole('dialog', { name: 'Import from curl' })

/** As a documentation shows it; each credential in a place of its own. */
const command = (origin: string, { token, key }: { token: string; key: string }) =>
  [
    `curl -k -X POST '${origin}/v2/contacts?expand=owner'`,
    `-H 'Content-Type: application/json'`,
    `-H 'Authorization: Bearer ${token}'`,
    `--data-raw '{"email": "it'\\''s@acme.example", "apiKey": "${key}"}' | jq .`,
  ].join(' \\\n  ')

async function openImport(page: Page, tenant: SeededTenant, text: string) {
  await page.goto(newRequest(tenant))
  await page.getByRole('button', { name: 'Import from curl' }).click()
  const drawer = drawerOf(page)
  await pasteSecret(page, drawer.getByLabel('Command'), text)
  await expect(drawer.getByRole('heading', { name: 'What it asks for' })).toBeVisible()
  return drawer
}

test('a curl command becomes a request whose credentials are secrets, and its test is answered', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const values = { token: `sk_live_${randomBytes(18).toString('hex')}`, key: randomBytes(18).toString('hex') }
  const page = await pageOf(tenant.people.domain_admin)
  const drawer = await openImport(page, tenant, command(stack.upstream.origin, values))
  await expect(drawer).toContainText('-k has no effect: certificates are always verified.')
  await expect(drawer).toContainText('Only the first command was read')
  await expectNowhere(page, Object.values(values), 'once the command is read')
  await inspectPage(page, 'import from curl')
  await drawer.getByLabel('Alias').nth(0).fill('curl-token')
  await drawer.getByLabel('Alias').nth(1).fill('curl-key')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer).toHaveCount(0)

  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('POST contacts')
  await expect(page.getByLabel('Path')).toHaveValue('/v2/contacts')
  await expect(page.getByLabel('Header 1 value')).toHaveValue('Bearer {secrets.curl-token}')
  await stack.upstream.answer({})
  await stack.upstream.forget()
  await page.getByRole('button', { name: 'Save and test' }).click()
  await expect(page.getByRole('region', { name: 'Test result' })).toContainText('200 OK')
  const [request] = await stack.upstream.requests()
  const bearer = request?.headers.find(({ name }) => name.toLowerCase() === 'authorization')?.value
  expect(bearer === `Bearer ${values.token}`, 'the server received the token').toBe(true)
  expect(request?.target).toBe('/v2/contacts?expand=owner')
  expect(await testRequest(page)).toContain('200 OK')
  await expectNowhere(page, Object.values(values), 'after the test')
})

test('for an Editor the places of credentials stay empty, and a command for another host is refused', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const values = { token: `sk_live_${randomBytes(18).toString('hex')}`, key: randomBytes(18).toString('hex') }
  const page = await pageOf(tenant.people.editor)
  const drawer = await openImport(page, tenant, command(stack.upstream.origin, values))
  await expect(drawer).toContainText('Only admins can store secrets, so these places stay empty.')
  await expect(drawer.getByLabel('Alias')).toHaveCount(0)
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByLabel('Header 1 value')).toHaveValue('Bearer')
  await expectNowhere(page, Object.values(values), 'once the form is filled')

  await page.getByRole('button', { name: 'Import from curl' }).click()
  await pasteSecret(page, drawer.getByLabel('Command'), command('https://elsewhere.example', values))
  await expect(drawer).toContainText('This command goes elsewhere.')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer).toBeVisible()
})
