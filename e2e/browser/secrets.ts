import { expect, type Locator, type Page } from '@playwright/test'
import { insertSecret, pasteSecret, typeSecret } from './type-secret.ts'

export type Value =
  | { type: 'token'; value: string }
  | { type: 'username_password'; username: string; password: string }
  | { type: 'json'; value: string }

/** What else a person says of a secret. */
export type Fields = {
  description?: string
  allowedHosts?: string[]
  /** `YYYY-MM-DD` */
  expiresOn?: string
  purpose?: 'Any' | 'Integration' | 'Webhook'
  isMasked?: boolean
}

const labels = { token: 'Token', username_password: 'Username and password', json: 'JSON' }

export const createDrawer = (page: Page) => page.getByRole('dialog', { name: 'Create secret' })
export const editDrawer = (page: Page) => page.getByRole('dialog', { name: 'Edit secret' })
export const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
export const submit = (drawer: Locator) => drawer.getByRole('button', { name: 'Submit' }).click()

/** The drawer for a new secret, of a domain or of the organization. */
export async function openCreate(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^(Add Secret|Create secret)$/ }).click()
  const drawer = createDrawer(page)
  await expect(drawer).toBeVisible()
  return drawer
}

export async function openEdit(page: Page, name: string): Promise<Locator> {
  await rowOf(page, name)
    .getByRole('button', { name: `Edit ${name}` })
    .click()
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

/** Types each allowed domain and presses Enter. */
export async function typeHosts(drawer: Locator, hosts: string[]): Promise<void> {
  const field = drawer.getByLabel('Allowed domains', { exact: true })
  for (const host of hosts) {
    await field.fill(host)
    await field.press('Enter')
  }
}

export async function typeFields(drawer: Locator, fields: Fields): Promise<void> {
  if (fields.description) await drawer.getByLabel('Description').fill(fields.description)
  if (fields.allowedHosts) await typeHosts(drawer, fields.allowedHosts)
  if (fields.expiresOn) await drawer.getByLabel('Expiration date').fill(fields.expiresOn)
  if (fields.purpose) await drawer.getByLabel('Purpose').selectOption({ label: fields.purpose })
  if (fields.isMasked) await drawer.getByText('Masked', { exact: true }).click()
}

/** Stores a secret by hand, and waits until the page says that it is stored. `alias` is the name of an organization's. */
export async function createSecret(page: Page, secret: { alias: string } & Fields & Value): Promise<void> {
  const drawer = await openCreate(page)
  await drawer.getByLabel(/^(Alias|Secret name)$/).fill(secret.alias)
  await drawer.getByText(labels[secret.type], { exact: true }).click()
  await typeValue(page, drawer, secret)
  await typeFields(drawer, secret)
  await submit(drawer)
  await expect(page.getByText(`${secret.alias} is stored.`)).toBeVisible()
  await expect(drawer).toBeHidden()
  await expect(rowOf(page, secret.alias)).toBeVisible()
}

/** Gives a token a new value in the open drawer of its list. */
export async function replaceToken(
  page: Page,
  name: string,
  value: string,
  { allowedHosts, isLeaked }: { allowedHosts?: string[]; isLeaked?: boolean } = {},
): Promise<void> {
  const drawer = await openEdit(page, name)
  const replaces = drawer.getByRole('switch', { name: 'Replace value' })
  if ((await replaces.count()) > 0) await replaces.click()
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), value)
  if (allowedHosts) {
    const remove = drawer.getByRole('button', { name: /^Remove / })
    while ((await remove.count()) > 0) await remove.first().click()
    await typeHosts(drawer, allowedHosts)
  }
  if (isLeaked) await drawer.getByLabel('This value has leaked').check()
  await submit(drawer)
  await expect(page.getByText(new RegExp(`^${name} has a new value \\(version \\d+\\)\\.$`)).first()).toBeVisible()
  await expect(drawer).toBeHidden()
}

/** Chooses something from the menu of a row, or of a secret's own page. */
export async function chooseMore(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Presses the filter of a state above the list. */
export async function showState(page: Page, state: string): Promise<void> {
  const chip = page.getByRole('group', { name: 'State' }).getByRole('button', { name: new RegExp(`^${state}`) })
  await chip.click()
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
}

const sentences = {
  Archive:
    'Are you sure you want to archive this secret? Any existing integrations using this secret will no longer function.',
  Revoke: 'Revoking disables this secret immediately. It is not removed.',
  Delete: 'Deleting this secret destroys its value for ever.',
  Restore: 'It comes back as it was when it was archived',
}

/** The dialog that asks before a change of state, with the words that people look for. */
export async function askedDialog(page: Page, deed: keyof typeof sentences, name: string): Promise<Locator> {
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(`${deed} ${name}`)
  await expect(dialog).toContainText(sentences[deed])
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await expect(dialog.getByText('Looking for the places that use it…')).toBeHidden()
  return dialog
}

export async function archive(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `Archive ${name}` })
    .click()
  const dialog = await askedDialog(page, 'Archive', name)
  await dialog.getByRole('button', { name: 'Archive Secret' }).click()
  await expect(page.getByText(`${name} is archived.`)).toBeVisible()
  await expect(rowOf(page, name)).toBeHidden()
}

export async function revoke(page: Page, name: string): Promise<void> {
  await chooseMore(page, name, 'Revoke')
  const dialog = await askedDialog(page, 'Revoke', name)
  await dialog.getByRole('button', { name: 'Revoke Secret' }).click()
  await expect(page.getByText(`${name} is revoked.`)).toBeVisible()
  await expect(dialog).toBeHidden()
}

export async function restore(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `Restore ${name}` })
    .click()
  const dialog = await askedDialog(page, 'Restore', name)
  await dialog.getByRole('button', { name: 'Restore Secret' }).click()
  await expect(page.getByText(`${name} is restored.`)).toBeVisible()
  await expect(dialog).toBeHidden()
}
