import { expect, type Page } from '@playwright/test'

/** Changes policies on the organization's Settings page and saves them. */
export async function changeSettings(page: Page, slug: string, change: () => Promise<unknown>): Promise<void> {
  await page.goto(`/${slug}/settings`)
  await change()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

export const expectSettingsSaved = (page: Page): Promise<void> =>
  expect(page.getByText('The settings are saved.')).toBeVisible()
