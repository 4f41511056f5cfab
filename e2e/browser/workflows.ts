import { expect, type Locator, type Page } from '@playwright/test'

/** The tab Variables of the workflows, and its list. */
export async function variablesOf(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Workflows' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Workflows', exact: true })).toBeVisible()
  await page.getByRole('navigation', { name: 'Workflows' }).getByRole('link', { name: 'Variables' }).click()
  const list = page.getByRole('list', { name: 'Variables and secrets' })
  await expect(list).toBeVisible()
  return list
}
