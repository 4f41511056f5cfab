import { randomBytes } from 'node:crypto'
import { inspectPage } from '../browser/inspect-page.ts'
import { chooseMore } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ApiClient } from '../http/api-client.ts'

test('a program that names a secret is shown with it, and before it is renamed', async ({ stack, tenants, pageOf }) => {
  const [tenant] = tenants
  const asked = { organization: tenant.slug, domain: null, scopes: ['secrets:write', 'requests:send'] }
  const [text = ''] = await stack.run<string[]>('stack/add-tokens.ts', [JSON.stringify([asked])])
  const program = new ApiClient(stack, text)
  const post = async (path: string, body: unknown) =>
    JSON.parse((await program.send({ method: 'POST', path, body: JSON.stringify(body) })).text)
  const value = randomBytes(24).toString('hex')
  const { id } = await post('/secrets', { scope: 'organization', name: 'crm.deploy', type: 'token', value })
  await stack.upstream.answer({ body: 'done' })
  const request = {
    method: 'GET',
    url: `${stack.upstream.origin}/v1`,
    headers: { 'X-Key': '{secrets.crm.deploy}' },
  }
  const sent = await post('/send', { domain: 'europe', request })
  expect(sent.usageId).toBeTruthy()

  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/secrets/${id}`)
  const used = page.getByRole('region', { name: 'Where used' })
  await expect(used.getByRole('row', { name: /API · CI/ })).toContainText('In its own requests')
  await expect(used.getByText('by API · CI at')).toBeVisible()
  await inspectPage(page, 'a secret that a program names')

  await chooseMore(page, 'crm.deploy', 'Rename')
  const dialog = page.getByRole('dialog', { name: /^Rename / })
  await dialog.getByLabel('New name').fill('crm.release')
  await expect(dialog.getByText('1 program is not rewritten.')).toBeVisible()
  await expect(dialog.getByText('API · CI in Europe')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('crm.release')
  const refused = await post('/send', { domain: 'europe', request })
  expect(refused.code).toBe('secret_not_found')
})
