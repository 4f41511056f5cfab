import { expect, type Page } from '@playwright/test'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { testRequest } from './integrations.ts'

type Header = { name: string; value: string }

/** The address of a request in Europe; without an id, that of the seeded one. */
export const requestPath = (tenant: SeededTenant, id = tenant.requestId) =>
  `/${tenant.slug}/europe/integrations/${tenant.integrationId}/requests/${id}`

/** Tests a request on its page and sees that the server received exactly this value in `X-Api-Key`. */
export async function expectArrives(page: Page, stack: Stack, path: string, value: string): Promise<void> {
  await stack.upstream.answer({})
  await stack.upstream.forget()
  await page.goto(path)
  expect(await testRequest(page)).toContain('200 OK')
  const requests = await stack.upstream.requests()
  expect(requests.length, 'requests that arrived').toBe(1)
  const key = requests[0]?.headers.find(({ name }: Header) => name.toLowerCase() === 'x-api-key')?.value
  // Compared here and not by expect(), whose failure would print both sides.
  expect(key === value, 'the server received the value').toBe(true)
}

/** Tests a request on its page and sees that it is refused with this code before anything reached the server. */
export async function expectRefused(page: Page, stack: Stack, path: string, code: string): Promise<string> {
  await stack.upstream.forget()
  await page.goto(path)
  const shown = await testRequest(page)
  expect(shown).toContain(code)
  expect(shown).toContain('Nothing left Postern')
  expect(await stack.upstream.requests(), 'what reached the server').toEqual([])
  return shown
}
