import type { Page } from '@playwright/test'
import { expect, test } from '../browser/documents.ts'
import { createRequest, testRequest } from '../browser/integrations.ts'
import {
  askedDialog,
  chooseMore,
  createSecret,
  openEdit,
  replaceToken,
  revoke,
  rowOf,
  submit,
} from '../browser/secrets.ts'
import { addStep, runByHand, runStep, saveWorkflow, startWorkflow } from '../browser/workflows.ts'
import { randomText } from '../leak-search/canary.ts'
import type { Stack } from '../stack/start-stack.ts'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const goToTab = async (page: Page, slug: string, tab: 'Integration Secrets' | 'Webhook Secrets') => {
  await page.goto(`/${slug}/secrets`)
  await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click()
  await expect(page).toHaveURL(/tab=|purpose=|\?/)
}

/** Whether the one request that arrived had this value in `Authorization`. Compared here: expect() would print it. */
async function hasArrived(stack: Stack, authorization: string): Promise<boolean> {
  const requests = await stack.upstream.requests()
  expect(requests.length, 'requests that arrived').toBe(1)
  return requests[0]?.headers.find(({ name }) => name.toLowerCase() === 'authorization')?.value === authorization
}

test('document E: an integration secret is chosen for a connection, viewed, edited, revoked and deleted', async ({
  pageOf,
  stack,
  company,
}) => {
  const page = await pageOf(company.people.org_admin)
  const name = 'crm.apiKey'
  const value = randomText(24)
  await goToTab(page, company.slug, 'Integration Secrets')
  await createSecret(page, {
    alias: name,
    type: 'token',
    value,
    description: 'Sales platform, owned by the CRM team',
    expiresOn: inDays(90),
    purpose: 'Integration',
  })

  await page.goto(`/${company.slug}/europe/integrations`)
  await page.getByRole('button', { name: 'Add integration' }).first().click()
  const drawer = page.getByRole('dialog', { name: 'Create integration' })
  await drawer.getByLabel('Name', { exact: true }).fill('CRM')
  await drawer.getByLabel('Base URL').fill('https://api.crm.example.com')
  await drawer.getByLabel('Authentication').selectOption({ label: 'Bearer token' })
  await drawer.getByRole('button', { name: /^Secret: / }).click()
  await page.getByRole('button', { name: /^crm\.apiKey/ }).click()
  await expect(drawer.getByRole('button', { name: 'Secret: {secrets.crm.apiKey}' })).toBeFocused()
  await submit(drawer)
  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible()
  await createRequest(page, { name: 'Contacts', method: 'POST', path: '/contacts', headers: [], query: [], body: '{}' })
  const request = new URL(page.url()).pathname
  await stack.upstream.answer({})
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('200 OK')
  expect(await hasArrived(stack, `Bearer ${value}`), 'the value arrived').toBe(true)

  // Viewed: what is known of it and where it is used, and no value.
  await goToTab(page, company.slug, 'Integration Secrets')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByText('Sales platform, owned by the CRM team').first()).toBeVisible()
  await expect(page.getByText('••••••••').first()).toBeVisible()
  await expect(page.getByRole('table').getByRole('link', { name: /^CRM/ }).first()).toBeVisible()
  expect((await page.content()).includes(value), 'the page has the value').toBe(false)

  // Edited: a later day alone, and a new value.
  await goToTab(page, company.slug, 'Integration Secrets')
  const edit = await openEdit(page, name)
  await edit.getByLabel('Expiration date').fill(inDays(180))
  await submit(edit)
  await expect(edit).toBeHidden()
  const next = randomText(24)
  await replaceToken(page, name, next)
  await page.goto(request)
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('200 OK')
  expect(await hasArrived(stack, `Bearer ${next}`), 'the new value arrived').toBe(true)

  // Revoked: at once, and it stays in the list.
  await goToTab(page, company.slug, 'Integration Secrets')
  await revoke(page, name)
  await expect(rowOf(page, name)).toContainText('Revoked')
  await page.goto(request)
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('secret_revoked')
  expect(await stack.upstream.requests()).toEqual([])

  // Deleted: the connection that depends on it is named first.
  await goToTab(page, company.slug, 'Integration Secrets')
  await chooseMore(page, name, 'Delete')
  const dialog = await askedDialog(page, 'Delete', name)
  await expect(dialog).toContainText('CRM')
  await expect(dialog).toContainText('authentication')
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Delete Secret' }).click()
  await expect(rowOf(page, name)).toBeHidden()
  await page.goto(`/${company.slug}/europe/integrations`)
  await page.getByRole('link', { name: 'CRM', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText(/no secret|missing|does not exist/i)
})

test('document E: a webhook secret in the header of an HTTP Request step, over HTTPS alone, until it is revoked', async ({
  pageOf,
  stack,
  company,
}) => {
  const page = await pageOf(company.people.org_admin)
  const value = randomText(24)
  await goToTab(page, company.slug, 'Webhook Secrets')
  await createSecret(page, {
    alias: 'jira_pat',
    type: 'token',
    value,
    description: 'Tickets',
    expiresOn: inDays(30),
    purpose: 'Webhook',
  })
  await page.goto(`/${company.slug}/europe/workflows`)
  await startWorkflow(page, 'Open a ticket')
  await addStep(page, {
    name: 'issue',
    method: 'POST',
    url: 'http://jira.example.com/rest/api/2/issue',
    headers: [['Authorization', 'Bearer {{secret:jira_pat}}']],
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('URL')).toHaveAccessibleDescription(/https/)
  await page.getByLabel('URL').fill('https://jira.example.com/rest/api/2/issue')
  await saveWorkflow(page, 'Open a ticket')
  const workflow = new URL(page.url()).pathname
  await stack.upstream.answer({ status: 201 })
  await stack.upstream.forget()
  await runByHand(page)
  await expect(runStep(page, 'issue')).toContainText('Succeeded')
  expect(await hasArrived(stack, `Bearer ${value}`), 'the value arrived').toBe(true)
  expect((await page.content()).includes(value), 'the page has the value').toBe(false)

  // A new value is used from the next run on.
  const next = randomText(24)
  await goToTab(page, company.slug, 'Webhook Secrets')
  await replaceToken(page, 'jira_pat', next)
  await page.goto(workflow)
  await stack.upstream.forget()
  await runByHand(page)
  await expect(runStep(page, 'issue')).toContainText('Succeeded')
  expect(await hasArrived(stack, `Bearer ${next}`), 'the new value arrived').toBe(true)

  await goToTab(page, company.slug, 'Webhook Secrets')
  await revoke(page, 'jira_pat')
  await page.goto(workflow)
  await stack.upstream.forget()
  await runByHand(page)
  await expect(runStep(page, 'issue')).toContainText('Failed')
  await runStep(page, 'issue').getByRole('button').click()
  await expect(page.getByText(/jira_pat is revoked/).first()).toBeVisible()
  expect(await stack.upstream.requests()).toEqual([])

  // Another secret takes its place in the step, and the run goes through.
  await goToTab(page, company.slug, 'Webhook Secrets')
  const other = randomText(24)
  await createSecret(page, { alias: 'ticket_bot', type: 'token', value: other, purpose: 'Webhook' })
  await page.goto(workflow)
  await page.getByRole('list', { name: 'Steps', exact: true }).getByRole('button', { name: /issue/ }).first().click()
  await page.getByLabel('Header 1 value', { exact: true }).fill('Bearer {secret:ticket_bot}')
  await saveWorkflow(page, 'Open a ticket')
  await stack.upstream.forget()
  await runByHand(page)
  await expect(runStep(page, 'issue')).toContainText('Succeeded')
  expect(await hasArrived(stack, `Bearer ${other}`), 'the other value arrived').toBe(true)
  await goToTab(page, company.slug, 'Webhook Secrets')
  await chooseMore(page, 'jira_pat', 'Delete')
  const dialog = await askedDialog(page, 'Delete', 'jira_pat')
  await dialog.getByRole('button', { name: 'Delete Secret' }).click()
  await expect(rowOf(page, 'jira_pat')).toBeHidden()
})
