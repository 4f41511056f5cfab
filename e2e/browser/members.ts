import type { Locator, Page } from '@playwright/test'
import { typeSecret } from './type-secret.ts'

export const memberRow = (page: Page, who: string): Locator =>
  page.getByRole('main').getByRole('row').filter({ hasText: who })

export const drawerOf = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title })

export async function openMembers(page: Page, slug: string): Promise<void> {
  await page.goto(`/${slug}/members`)
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
}

export async function chooseInMenu(page: Page, who: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${who}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Opens the drawer of somebody's roles. */
export async function openRoles(page: Page, who: string): Promise<Locator> {
  await page.getByRole('button', { name: `Change roles of ${who}` }).click()
  const drawer = drawerOf(page, 'Member')
  await drawer.getByRole('button', { name: 'Submit' }).waitFor()
  return drawer
}

/** Invites somebody into Europe, and answers the link that is shown this once. */
export async function invite(page: Page, email: string, role = 'Editor'): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const drawer = drawerOf(page, 'Invite')
  await drawer.getByLabel('Email').fill(email)
  await drawer.getByLabel('Europe').selectOption(role)
  await drawer.getByRole('button', { name: 'Submit' }).click()
  return linkShown(page, email)
}

export async function linkShown(page: Page, email: string): Promise<string> {
  const dialog = page.getByRole('alertdialog', { name: `Send this link to ${email}` })
  const link = await dialog.getByLabel('Link').inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'hidden' })
  return link
}

/** Makes an account by an invitation that is open on the page. */
export async function createAccount(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await typeSecret(page, page.getByLabel('Password', { exact: true }), password)
  await page.getByRole('button', { name: 'Create account and join' }).click()
}
