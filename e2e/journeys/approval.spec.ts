import type { Page } from '@playwright/test'
import { createIntegration, createRequest, testRequest } from '../browser/integrations.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

/** What an Editor saves by hand: a request that carries a secret to the server of the tests, under an integration of their own. */
async function aimedByEditor(page: Page, tenant: SeededTenant, stack: Stack, name: string): Promise<string> {
  await page.goto(`/${tenant.slug}/europe/integrations`)
  await createIntegration(page, 'Of an Editor', stack.upstream.origin)
  await createRequest(page, {
    name: 'Aimed',
    method: 'POST',
    path: '/aimed',
    headers: [['X-Api-Key', `{secrets.${name}}`]],
    query: [],
    body: '{}',
  })
  return new URL(page.url()).pathname
}

const waitingHosts = (page: Page) =>
  page.getByRole('region', { name: 'Hosts waiting for approval' }).getByRole('listitem')

/** Tests the request on its page: how often the server was reached by it. */
async function arrivals(page: Page, stack: Stack): Promise<number> {
  await stack.upstream.answer({})
  await stack.upstream.forget()
  await testRequest(page)
  return (await stack.upstream.requests()).length
}

test('a host that an Editor chose waits, is approved on Health, and taken back on the secret', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { host } = new URL(stack.upstream.origin)
  const editor = await pageOf(tenant.people.editor)
  const request = await aimedByEditor(editor, tenant, stack, 'weather_fx')
  expect(await arrivals(editor, stack), 'before the approval').toBe(0)
  const result = editor.getByRole('region', { name: 'Test result' })
  await expect(result).toContainText('host_not_approved')
  await expect(result).toContainText('Nothing left Postern')
  await expect(result).toContainText(/waits for approval\. .*Lena Fischer.* can approve it on the Health page\./)
  await expect(result.getByRole('button', { name: /^Approve/ })).toHaveCount(0)

  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/health`)
  await expect(waitingHosts(admin)).toContainText([`weather_fx Europe would go to ${host}`])
  await expect(waitingHosts(admin)).toContainText('Asked for by Tom Abara, for Of an Editor · Aimed in Europe')
  await admin.getByRole('button', { name: `Approve ${host} for weather_fx` }).click()
  await expect(admin.getByText(`${host} is approved for weather_fx.`)).toBeVisible()
  await expect(waitingHosts(admin)).toHaveCount(0)
  await admin.getByRole('button', { name: 'Undo' }).click()
  await expect(waitingHosts(admin)).toHaveCount(1)
  await admin.getByRole('button', { name: `Approve ${host} for weather_fx` }).click()
  await expect(waitingHosts(admin)).toHaveCount(0)

  expect(await arrivals(editor, stack), 'after the approval').toBe(1)
  await expect(result).toContainText('200 OK')

  await admin.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}`)
  await admin.getByRole('button', { name: `Withdraw the approval of ${host}` }).click()
  await expect(admin.getByText(`${host} is not approved for weather_fx any more.`)).toBeVisible()
  await expect(admin.getByText('Approved hosts')).toHaveCount(0)
  await editor.goto(request)
  expect(await arrivals(editor, stack), 'after it was withdrawn').toBe(0)

  await admin.getByRole('link', { name: 'Change Logs', exact: true }).click()
  await expect(admin.getByText(`withdrew the approval of ${host}`).first()).toBeVisible()
  await expect(admin.getByText(`approved ${host}`, { exact: false }).first()).toBeVisible()
  await admin.goto(`/${tenant.slug}/health`)
  await admin.getByRole('button', { name: `Decline ${host} for weather_fx` }).click()
  await expect(admin.getByText(`${host} is declined for weather_fx.`)).toBeVisible()
  await expect(waitingHosts(admin)).toHaveCount(0)
})

test('whoever may change the secret approves where the test was refused, in one click, and can take it back', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { host } = new URL(stack.upstream.origin)
  const request = await aimedByEditor(await pageOf(tenant.people.editor), tenant, stack, 'crm.apiKey')
  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(request)
  expect(await arrivals(admin, stack), 'a Domain Admin’s test').toBe(0)
  const others = admin.getByRole('region', { name: 'Test result' })
  await expect(others).toContainText(/waits for approval\. .*Ines Okafor.* can approve it/)
  await expect(others.getByRole('button', { name: /^Approve/ })).toHaveCount(0)

  const owner = await pageOf(tenant.people.owner)
  await owner.goto(request)
  expect(await arrivals(owner, stack), 'an owner’s test').toBe(0)
  const result = owner.getByRole('region', { name: 'Test result' })
  await result.getByRole('button', { name: `Approve ${host}` }).click()
  await expect(result).toContainText(`${host} is approved for crm.apiKey, from the next send on.`)
  await result.getByRole('button', { name: 'Undo' }).click()
  await expect(owner.getByText(`${host} waits for approval again for crm.apiKey.`)).toBeVisible()
  await result.getByRole('button', { name: `Approve ${host}` }).click()
  await stack.upstream.forget()
  await result.getByRole('button', { name: 'Test again' }).click()
  await expect(result).toContainText('200 OK')
  expect((await stack.upstream.requests()).length).toBe(1)
})

test('without the policy an Editor’s host needs no approval, and with it again it does', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const editor = await pageOf(tenant.people.editor)
  await aimedByEditor(editor, tenant, stack, 'weather_fx')
  const owner = await pageOf(tenant.people.owner)
  const flip = async () => {
    await changeSettings(owner, tenant.slug, () =>
      owner.getByRole('switch', { name: 'Approve hosts that others chose' }).click(),
    )
    await expectSettingsSaved(owner)
  }
  expect(await arrivals(editor, stack)).toBe(0)
  await flip()
  expect(await arrivals(editor, stack), 'without the policy').toBe(1)
  await owner.goto(`/${tenant.slug}/health`)
  await expect(waitingHosts(owner)).toHaveCount(0)
  await flip()
  expect(await arrivals(editor, stack), 'with the policy again').toBe(0)
})
