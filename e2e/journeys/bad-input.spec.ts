import type { Locator, Page } from '@playwright/test'
import { passwordField, renewDialog } from '../browser/account.ts'
import { createDrawer, createSecret, openCreate, openEdit, rowOf, submit, typeValue } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { insertSecret, typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { endSessions } from '../stack/end-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

/** The field says what is wrong with it, to everybody: seen, tied to it, and in focus. */
async function expectFault(drawer: Locator, field: Locator, sentence: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(sentence)
  await expect(drawer.getByText(sentence).first()).toBeVisible()
}

async function clear(page: Page, field: Locator): Promise<void> {
  await field.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
}

test('the drawer says what is wrong with each field, and nothing is stored', async ({ pageOf, stack, tenants }) => {
  const page = await pageOf(tenants[0].people.domain_admin)
  await expectUnchanged(stack.databaseUrl, async () => {
    const drawer = await openCreate(page)
    const alias = drawer.getByLabel('Alias')
    const value = drawer.getByLabel('Value', { exact: true })

    await submit(drawer)
    await expectFault(drawer, alias, 'Enter an alias. Requests name the secret by it.')
    await expectFault(drawer, value, 'Enter the value.')
    await expect(alias).toBeFocused()
    await expect(drawer.getByText('2 fields need attention')).toBeVisible()

    await alias.fill('Größe & Gewicht')
    await typeValue(page, drawer, { type: 'token', value: randomText(20) })
    await submit(drawer)
    await expectFault(drawer, alias, 'Only lowercase letters, numbers, hyphens and underscores.')

    for (const taken of ['weather_fx', 'Weather_FX']) {
      await alias.fill(taken)
      await expect(alias).toHaveValue('weather_fx')
      await submit(drawer)
      await expectFault(drawer, alias, /^Europe already has a secret with this alias/)
    }

    await alias.fill('weather_2')
    await clear(page, value)
    await insertSecret(page, value, randomText(65 * 1024))
    await submit(drawer)
    await expectFault(drawer, value, /^A value has at most 64 KiB; this one has 65 KiB/)

    await drawer.getByText('JSON', { exact: true }).click()
    const lines = drawer.locator('.monaco-editor .view-lines')
    await expect(lines).toBeVisible()
    for (const [json, sentence] of [
      ['{"key": }', /^Line 1, column 9: /],
      ['["a", "b"]', /^Line 1, column 1: an object is expected at the top, not a list/],
      ['{\n  "user": "a",\n  "user": "b"\n}', /^Line 3, column \d+: the key "user" is already on line 2/],
      ['{"a": 1} // text', /JSON has no comments/],
    ] as const) {
      await clear(page, lines)
      await insertSecret(page, lines, json)
      await expect(drawer.getByText(sentence)).toBeVisible()
      await submit(drawer)
      await expectFault(drawer, value, sentence)
    }

    await page.keyboard.press('Escape')
    await drawer.getByRole('button', { name: 'Cancel' }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toBeVisible()
    await question.getByRole('button', { name: /discard/i }).click()
    await expect(drawer).toBeHidden()
    await page.waitForTimeout(300)
    await expect(await openCreate(page)).toBeVisible()
    await expect(alias).toHaveValue('')
    await expect(value).toHaveValue('')
  })
})

test('white space at the ends of a value is asked about, and stored as answered', async ({ pageOf, tenants }) => {
  const page = await pageOf(tenants[0].people.domain_admin)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('with_space')
  await typeValue(page, drawer, { type: 'token', value: ` ${randomText(20)} ` })
  await submit(drawer)
  await expect(drawer.getByText(/^The value has white space/)).toBeVisible()
  await drawer.getByRole('button', { name: 'Trim it' }).click()
  await submit(drawer)
  await expect(page.getByText('with_space is stored.')).toBeVisible()
})

test('alias and type are locked in Edit, and somebody else’s change is not overwritten', async ({
  pageOf,
  stack,
  tenants,
}) => {
  const { domain_admin, owner } = tenants[0].people
  const page = await pageOf(domain_admin)
  const drawer = await openEdit(page, 'weather_fx')
  await expect(drawer.getByLabel('Alias')).toHaveAttribute('readonly', '')
  await expect(drawer.getByLabel('Alias')).toHaveValue('weather_fx')
  await expect(drawer.getByLabel('Secret Type')).toHaveAttribute('readonly', '')
  await expect(drawer.getByLabel('Value', { exact: true })).toHaveValue('')
  await drawer.getByLabel('Description').fill('Mine')
  await typeValue(page, drawer, { type: 'token', value: randomText(30) })

  const other = await pageOf(owner)
  await other.goto(`/${tenants[0].slug}/europe/settings/security`)
  const theirs = await openEdit(other, 'weather_fx')
  await theirs.getByLabel('Description').fill('Theirs')
  await submit(theirs)
  await expect(other.getByText('weather_fx has a new description.')).toBeVisible()

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByText(/^Nothing was saved\. .*Ines Okafor/)).toBeVisible()
    await expect(drawer.getByText(/Weather of the front page → Theirs/)).toBeVisible()
    await expect(drawer.getByLabel('Description')).toHaveValue('Mine')
    await expect(drawer.getByLabel('Value', { exact: true })).toHaveValue('')
  })
  await drawer.getByRole('button', { name: 'Load the current version' }).click()
  await expect(drawer.getByText(/^Nothing was saved/)).toHaveCount(0)
  await expect(drawer.getByLabel('Description')).toHaveValue('Mine')
})

test('a session that ends under a filled drawer: a sentence, and the work goes on after signing in', async ({
  guard,
  pageOf,
  stack,
  tenants,
}) => {
  const { domain_admin } = tenants[0].people
  const page = await pageOf(domain_admin)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('late_secret')
  await drawer.getByLabel('Description').fill('Typed before the session ended')
  await typeValue(page, drawer, { type: 'token', value: randomText(30) })
  // Which requests an alias would capture is asked while it is typed, and perhaps a moment too late.
  guard.allow(/status of 401 .*\/captures\?/)
  await endSessions(stack.databaseUrl, domain_admin.email)

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await renewDialog(page).getByRole('button', { name: 'Not now' }).click()
    await expect(drawer.getByText(/^Nothing was saved, because you are signed out/)).toBeVisible()
    await expect(drawer.getByLabel('Alias')).toHaveValue('late_secret')
    await expect(drawer.getByLabel('Description')).toHaveValue('Typed before the session ended')
  })
  await drawer.getByRole('button', { name: 'Sign in again' }).click()
  await typeSecret(page, passwordField(renewDialog(page)), domain_admin.password)
  await page.keyboard.press('Enter')
  await expect(renewDialog(page)).toBeHidden()
  await submit(drawer)
  await expect(page.getByText('late_secret is stored.')).toBeVisible()
  await expect(createDrawer(page)).toBeHidden()
})

test('a wrong password says nothing of the account, and keeps the email', async ({ newPage, stack, tenants }) => {
  const page = await newPage()
  await page.goto('/sign-in')
  const { email } = tenants[0].people.owner
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const name of [email, 'nobody@acme.example']) {
      await page.getByLabel('Email').fill(name)
      await insertSecret(page, page.getByLabel('Password', { exact: true }), randomText(20))
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(page.getByText('Email or password is wrong. Check both and type the password again.')).toBeVisible()
      await expect(page.getByLabel('Email')).toHaveValue(name)
      await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    }
  })
})

test('an editor sees the secrets, and nothing that would only refuse', async ({ pageOf, tenants }) => {
  const admin = await pageOf(tenants[0].people.domain_admin)
  await createSecret(admin, { alias: 'seen_by_all', type: 'token', value: randomText(30) })
  await expect(admin.getByRole('heading', { name: 'API Tokens' })).toBeVisible()
  await expect(rowOf(admin, 'seen_by_all').getByRole('button', { name: 'Archive' })).toBeVisible()

  const page = await pageOf(tenants[0].people.editor)
  await expect(page.getByRole('heading', { name: 'Secrets' })).toBeVisible()
  await expect(rowOf(page, 'seen_by_all')).toBeVisible()
  await expect(page.getByText(/^Only admins can change secrets\. Ask .*Lena Fischer.* for a change\.$/)).toBeVisible()
  for (const name of ['API Tokens', 'Add Secret', 'Edit', 'Archive', 'Change Logs']) {
    await expect(page.getByText(name, { exact: true }), name).toHaveCount(0)
  }
  for (const column of ['Alias', 'Type', 'Last Updated Date', 'Actions']) {
    await expect(page.getByRole('columnheader', { name: column })).toBeVisible()
  }
  await page.getByRole('link', { name: 'seen_by_all', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'seen_by_all' })).toBeVisible()
  for (const name of ['Edit', 'Archive', 'Change Logs']) {
    await expect(page.getByText(name, { exact: true }), name).toHaveCount(0)
  }
  for (const address of ['drawer=create', `drawer=edit&id=${tenants[0].secretId}`, `edit=${tenants[0].secretId}`]) {
    await page.goto(`/${tenants[0].slug}/europe/settings/security?${address}`)
    await expect(rowOf(page, 'seen_by_all')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})
