import { expect, type Page } from '@playwright/test'
import { typeSecret } from './type-secret.ts'

/** Signs in at the page's sign-in form, opening it unless the page shows it already. */
export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  if (!new URL(page.url(), 'http://nowhere').pathname.startsWith('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await typeSecret(page, page.getByLabel('Password', { exact: true }), person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account of / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
}
