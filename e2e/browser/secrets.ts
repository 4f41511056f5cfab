import { expect, type Locator, type Page } from '@playwright/test'
import { insertSecret, pasteSecret, typeSecret } from './type-secret.ts'

export type Value =
  | { type: 'token'; value: string }
  | { type: 'username_password'; username: string; password: string }
  | { type: 'json'; value: string }

const labels = { token: 'Token', username_password: 'Username and password', json: 'JSON' }

export const createDrawer = (page: Page) => page.getByRole('dialog', { name: 'Create secret' })
export const editDrawer = (page: Page) => page.getByRole('dialog', { name: 'Edit secret' })
export const rowOf = (page: Page, alias: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: alias, exact: true }) })

export async function openCreate(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add Secret' }).click()
  const drawer = createDrawer(page)
  await expect(drawer).toBeVisible()
  return drawer
}

export async function openEdit(page: Page, alias: string): Promise<Locator> {
  await rowOf(page, alias).getByRole('button', { name: 'Edit' }).click()
  const drawer = editDrawer(page)
  await expect(drawer.getByLabel('Description')).toBeVisible()
  return drawer
}

/** Types a value into the fields that a drawer has for its type. What has line breaks is pasted, as people do. */
export async function typeValue(page: Page, drawer: Locator, value: Value): Promise<void> {
  if (value.type === 'username_password') {
    await typeSecret(page, drawer.getByLabel('Username', { exact: true }), value.username)
    await typeSecret(page, drawer.getByLabel('Password', { exact: true }), value.password)
  } else if (value.type === 'json') {
    await insertSecret(page, drawer.locator('.monaco-editor .view-lines'), value.value)
  } else if (value.value.includes('\n')) {
    await pasteSecret(page, drawer.getByLabel('Value', { exact: true }), value.value)
  } else {
    await typeSecret(page, drawer.getByLabel('Value', { exact: true }), value.value)
  }
}

/** Stores a secret by hand, and waits until the page says that it is stored. */
export async function createSecret(page: Page, secret: { alias: string; description?: string } & Value): Promise<void> {
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill(secret.alias)
  await drawer.getByText(labels[secret.type], { exact: true }).click()
  await typeValue(page, drawer, secret)
  if (secret.description) await drawer.getByLabel('Description').fill(secret.description)
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByText(`${secret.alias} is stored.`)).toBeVisible()
  await expect(drawer).toBeHidden()
  await expect(rowOf(page, secret.alias)).toBeVisible()
}

export async function archive(page: Page, alias: string): Promise<void> {
  await rowOf(page, alias).getByRole('button', { name: 'Archive' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(
    'Are you sure you want to archive this secret? Any existing integrations using this secret will no longer function.',
  )
  await dialog.getByRole('button', { name: 'Archive Secret' }).click()
  await expect(page.getByText(`${alias} is archived.`)).toBeVisible()
  await expect(rowOf(page, alias)).toBeHidden()
}
