import { expect, type Locator, type Page } from '@playwright/test'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

export const bodyOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Body', exact: true })
export const subjectOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Subject', exact: true })
export const templatePath = (tenant: SeededTenant, id: string) => `/${tenant.slug}/europe/templates/${id}`

/** A secret that may go to the stack's server, and a request there that carries whatever body a template has. */
export async function startTemplates(stack: Stack, tenant: SeededTenant) {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const place = { organization: tenant.slug, domain: 'europe' }
  const value = randomText(30)
  const allowedHosts = [new URL(stack.upstream.origin).host]
  await storeSecret(owner, place, 'sms_key', { value, allowedHosts })
  const request = { method: 'POST', path: '/messages', headers: [], query: [], bodyType: 'none', body: '' }
  const options = { followRedirects: false, retries: 0 }
  const { id: requestId } = await done(owner, 'createIntegrationRequestAction', {
    ...place,
    integrationId: tenant.integrationId,
    name: 'Send message',
    ...request,
    ...options,
  })
  const template = async (over: object) => {
    const fields = { name: 'Storm warning', subject: '', bodyType: 'text', body: '', samples: [] }
    const editor = await ConsoleClient.signedIn(stack, tenant.people.editor)
    const { id } = await done(editor, 'createTemplateAction', { ...place, ...fields, requestId, ...over })
    return id
  }
  return { owner, place, value, requestId, template }
}

/** Presses "Send test" and waits for what came of it. */
export async function sendTest(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send test', exact: true }).click()
  const result = page.getByRole('region', { name: 'Test result' })
  await expect(result).toBeVisible()
  return (await result.textContent()) ?? ''
}

/** The body that reached the stack's server, of the one request that did. */
export async function bodyThatArrived(stack: Stack): Promise<string> {
  const requests = await stack.upstream.requests()
  expect(requests.length, 'requests that arrived').toBe(1)
  return Buffer.from(requests[0]?.body ?? '', 'base64').toString('utf8')
}
