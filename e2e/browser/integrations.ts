import { expect, type Page } from '@playwright/test'

export type Request = {
  name: string
  method: string
  path: string
  headers: [name: string, value: string][]
  query: [name: string, value: string][]
  /** JSON. */
  body: string
}

/**
 * By the rail, as a person finds it; there once the page's own heading stands. Until then the page before it is still
 * shown, and a link of its is easily taken for one of the next.
 */
export async function goToPage(page: Page, name: 'Domain Settings' | 'Integrations' | 'Templates'): Promise<void> {
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
}

export async function createIntegration(page: Page, name: string, baseUrl: string): Promise<void> {
  await goToPage(page, 'Integrations')
  await page.getByRole('button', { name: 'Add integration' }).click()
  const drawer = page.getByRole('dialog', { name: 'Create integration' })
  await drawer.getByLabel('Name').fill(name)
  await drawer.getByLabel('Base URL').fill(baseUrl)
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Types a request on the page "New request" and saves it. */
export async function createRequest(page: Page, request: Request): Promise<void> {
  await page.getByRole('link', { name: 'Add request' }).click()
  await page.getByLabel('Name', { exact: true }).fill(request.name)
  await page.getByLabel('Method').selectOption(request.method)
  await page.getByLabel('Path').fill(request.path)
  await page.getByRole('tab', { name: 'Headers' }).click()
  await typePairs(page, 'Header', request.headers)
  await page.getByRole('tab', { name: 'Query' }).click()
  await typePairs(page, 'Parameter', request.query)
  await page.getByRole('tab', { name: 'Body' }).click()
  await page.getByRole('group', { name: 'Body type' }).getByText('JSON', { exact: true }).click()
  await page.getByLabel('Body', { exact: true }).fill(request.body)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`${request.name} is saved.`)).toBeVisible()
  await expect(page).not.toHaveURL(/\/new$/)
}

async function typePairs(page: Page, noun: string, pairs: [string, string][]): Promise<void> {
  for (const [index, [name, value]] of pairs.entries()) {
    await page.getByRole('button', { name: `Add ${noun.toLowerCase()}` }).click()
    await page.getByLabel(`${noun} ${index + 1} name`).fill(name)
    await page.getByLabel(`${noun} ${index + 1} value`).fill(value)
  }
}

/** Presses Test and waits for its result; answers what the page shows of it. */
export async function testRequest(page: Page): Promise<string> {
  const result = page.getByRole('region', { name: 'Test result' })
  const before = (await result.count()) > 0 ? await result.textContent() : null
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await answered
  await expect(result).toBeVisible()
  if (before !== null) await expect(result).not.toHaveText(before, { useInnerText: false })
  return (await result.textContent()) ?? ''
}
