import { expect, type Locator, type Page } from '@playwright/test'

/** The line of a domain on the page Domains, archived or not. */
export const domainRow = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: `Rename ${name}` }) })

export async function openDomains(page: Page, slug: string): Promise<void> {
  await page.goto(`/${slug}/domains`)
  await expect(page.getByRole('heading', { level: 1, name: 'Domains' })).toBeVisible()
}

/** Chooses an entry of a domain's menu, and answers the dialog that asks. */
export async function askDomain(page: Page, name: string, what: 'Archive' | 'Restore'): Promise<Locator> {
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: what }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(`${what} ${name}?`)
  return dialog
}

/** Archives a domain, with its name where it is asked for. */
export async function archiveDomain(page: Page, name: string): Promise<void> {
  const dialog = await askDomain(page, name, 'Archive')
  await expect(dialog.getByText('Looking for what is in it')).toHaveCount(0)
  const field = dialog.getByLabel(`Type ${name} to confirm`)
  if (await field.isVisible()) await field.fill(name)
  await dialog.getByRole('button', { name: 'Archive domain' }).click()
  await expect(page.getByText(`${name} is archived.`)).toBeVisible()
}
