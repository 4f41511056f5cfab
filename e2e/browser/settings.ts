import { expect, type Page } from '@playwright/test'

/** Changes policies on the organization's Settings page and saves them. */
export async function changeSettings(page: Page, slug: string, change: () => Promise<unknown>): Promise<void> {
  await page.goto(`/${slug}/settings`)
  // What is changed before the page has come to life is not seen by it.
  await expect(async () => {
    await change()
    const discard = page.getByRole('button', { name: 'Discard changes' })
    await expect(discard).not.toHaveAttribute('aria-disabled', 'true', { timeout: 1000 })
  }).toPass()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

export const expectSettingsSaved = (page: Page): Promise<void> =>
  expect(page.getByText('The settings are saved.')).toBeVisible()
