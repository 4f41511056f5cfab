import type { Locator, Page } from '@playwright/test'
import {
  createDrawer,
  createSecret,
  editDrawer,
  openCreate,
  openEdit,
  rowOf,
  submit,
  typeFields,
  typeHosts,
  typeValue,
} from '../browser/secrets.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

/** No page may hold a value that was stored: neither its text nor its fields. */
async function expectNowhere(page: Page, value: string): Promise<void> {
  const isThere = await page.evaluate((text) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((field) => field.value)
    return [document.documentElement.outerHTML, ...fields].some((each) => each.includes(text))
  }, value)
  expect(isThere, 'the page holds the value').toBe(false)
}

const fact = (page: Page, term: string): Locator =>
  page
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${term}$`) }) })
    .locator('dd')

const places = [
  { of: 'a domain', path: '/europe/settings/security', name: 'payments_key', role: 'domain_admin', label: 'Alias' },
  { of: 'the organization', path: '/secrets', name: 'payments.apiKey', role: 'org_admin', label: 'Secret name' },
] as const

for (const { of, path, name, role, label } of places) {
  test(`a secret of ${of} with every field: judged as typed, stored, shown whole but for its value`, async ({
    pageOf,
    stack,
    tenants: [tenant],
  }) => {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}${path}`)
    const value = randomText(32)
    const drawer = await openCreate(page)
    await expect(drawer).toContainText(
      'Secret values are write-only. Once created, you will not be able to view the stored value. Ensure your credentials are saved elsewhere before submitting.',
    )
    await drawer.getByLabel(label, { exact: true }).fill(name)
    await typeValue(page, drawer, { type: 'token', value })

    const hosts = drawer.getByLabel('Allowed domains', { exact: true })
    const refused: [entry: string, reason: RegExp][] = [
      ['*.co.uk', /\*\.co\.uk covers a whole public suffix, so anyone could register a host under it/],
      ['*', /A \* alone is every host\. Leave the list empty for that/],
      [
        'https://api.example.com/v1',
        /Enter the host alone, without https:\/\/ before it and without a path after it\./,
      ],
    ]
    for (const [entry, reason] of refused) {
      await hosts.fill(entry)
      await expect(hosts, `${entry}, while it is typed`).toHaveAccessibleDescription(reason)
      await hosts.press('Enter')
      await expect(drawer.getByText(reason).first()).toBeVisible()
    }
    await expectUnchanged(stack.databaseUrl, async () => {
      await submit(drawer)
      await expect(drawer.getByText('1 field needs attention')).toBeVisible()
      await expect(hosts).toBeFocused()
    })
    for (const [entry] of refused) await drawer.getByRole('button', { name: `Remove ${entry}`, exact: true }).click()
    await typeHosts(drawer, ['API.Example.com', '*.example.net'])

    const expiration = drawer.getByLabel('Expiration date')
    await expiration.fill('2020-01-31')
    await submit(drawer)
    await expect(expiration).toHaveAccessibleDescription(/^This date has passed\./)
    await typeFields(drawer, {
      description: 'Charges cards',
      expiresOn: '2099-12-31',
      purpose: 'Integration',
      isMasked: true,
    })
    await submit(drawer)
    await expect(page.getByText(`${name} is stored.`)).toBeVisible()
    await expect(createDrawer(page)).toBeHidden()
    await expectNowhere(page, value)

    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('Charges cards')).toBeVisible()
    await expect(fact(page, 'Value')).toContainText('••••••••')
    await expect(fact(page, 'Fingerprint')).toHaveText(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)
    await expect(fact(page, 'Type')).toHaveText('Token')
    await expect(fact(page, 'Allowed domains')).toContainText('api.example.com')
    await expect(fact(page, 'Allowed domains')).toContainText('*.example.net')
    await expect(fact(page, 'Expires')).toContainText('2099')
    await expect(fact(page, 'Purpose')).toHaveText('Integration')
    await expect(fact(page, 'Scope')).toContainText(of === 'a domain' ? 'Europe' : 'every domain')
    await expect(page.getByText('Never used')).toBeVisible()
    await expectNowhere(page, value)

    await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
    const log = page.locator('main')
    await expect(log.getByText('created it')).toBeVisible()
    await expect(log.getByText('(Token, Masked)')).toBeVisible()
    const logged: Record<string, string> = {
      Description: 'Charges cards',
      'Allowed domains': 'api.example.com',
      'Expiration date': '2099',
      Purpose: 'Integration',
    }
    for (const [field, text] of Object.entries(logged)) await expect(fact(page, field), field).toContainText(text)
    await expectNowhere(page, value)
  })
}

test('a value that is stored already is named, and the admin may go on; what is too short is told', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const value = randomText(24)
  await createSecret(page, { alias: 'the_first', type: 'token', value })

  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('the_second')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), 'abc12')
  await expect(drawer.getByText(/^This value has less than 8 bytes/)).toBeVisible()
  await drawer.getByLabel('Value', { exact: true }).fill('')
  await typeValue(page, drawer, { type: 'token', value })
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByRole('alert').filter({ hasText: 'the_first' })).toBeVisible()
  })
  await drawer.getByRole('button', { name: 'Store it all the same' }).click()
  await expect(page.getByText('the_second is stored.')).toBeVisible()

  // Somebody who may not edit the first is told nothing of it.
  const other = await pageOf(tenant.people.other_domain_admin)
  await other.goto(`/${tenant.slug}/america/settings/security`)
  await createSecret(other, { alias: 'the_third', type: 'token', value })
})

test('Edit: what is fixed is locked, empty fields keep the value, a pair changes whole', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const names = { username: randomText(12), password: randomText(24) }
  await createSecret(page, {
    alias: 'crm_login',
    type: 'username_password',
    ...names,
    allowedHosts: ['crm.example.com'],
    purpose: 'Webhook',
  })
  const drawer = await openEdit(page, 'crm_login')
  for (const [field, text] of Object.entries({
    Alias: 'crm_login',
    'Secret Type': 'Username and password',
    Purpose: 'Webhook',
    Visibility: 'Restricted',
    'Allowed domains': 'crm.example.com',
  })) {
    await expect(drawer.getByLabel(field, { exact: true }), field).toHaveAttribute('readonly', '')
    await expect(drawer.getByLabel(field, { exact: true }), field).toHaveValue(text)
  }
  await expect(drawer.getByText('They change only together with a new value.')).toBeVisible()
  const username = drawer.getByLabel('Username', { exact: true })
  const password = drawer.getByLabel('Password', { exact: true })
  await expect(username).toHaveValue('')
  await expect(password).toHaveValue('')
  await expect(drawer.getByText('Leave both empty to keep the current pair.')).toBeVisible()

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByText('Nothing has been changed yet.')).toBeVisible()
    await typeSecret(page, password, randomText(24))
    await submit(drawer)
    await expect(username).toHaveAccessibleDescription('Enter the username too, or leave both empty.')
    await password.fill('')
    await typeSecret(page, username, randomText(12))
    await submit(drawer)
    await expect(password).toHaveAccessibleDescription('Enter the password too, or leave both empty.')
  })
  await username.fill('')
  await drawer.getByLabel('Description').fill('Signs in to the CRM')
  await submit(drawer)
  await expect(page.getByText('crm_login has a new description.')).toBeVisible()
  await expect(drawer).toBeHidden()

  const again = await openEdit(page, 'crm_login')
  await typeValue(page, again, { type: 'username_password', username: randomText(12), password: randomText(24) })
  await again.getByRole('button', { name: 'Remove crm.example.com' }).click()
  await typeHosts(again, ['*.crm.example.com'])
  await again.getByLabel('Expiration date').fill('2098-01-31')
  await again.getByLabel('This value has leaked').check()
  await expect(again.getByText(/^Destroys version 1, which is replaced, at once\./)).toBeVisible()
  await submit(again)
  await expect(page.getByText('crm_login has a new value (version 2).')).toBeVisible()
  await expect(editDrawer(page)).toBeHidden()

  await page.getByRole('link', { name: 'crm_login', exact: true }).click()
  const first = page.getByRole('listitem').filter({ has: page.getByText('v1', { exact: true }) })
  await expect(first).toContainText('destroyed')
  await expect(fact(page, 'Allowed domains')).toHaveText('*.crm.example.com')

  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  const replaced = page.getByRole('listitem').filter({ hasText: 'replaced the value' })
  await expect(replaced).toContainText('version 1 → 2')
  await expect(replaced).toContainText('leaked')
  const fields: [name: string, from: string, to: string][] = [
    ['Allowed domains', 'crm.example.com', '*.crm.example.com'],
    ['Expiration date', 'none', '2098'],
  ]
  for (const [field, from, to] of fields) {
    const change = replaced.locator('dl > div').filter({ has: page.locator('dt', { hasText: field }) })
    await expect(change, field).toContainText(from)
    await expect(change.locator('ins'), field).toContainText(to)
  }
  const edited = page.getByRole('listitem').filter({ hasText: 'Signs in to the CRM' })
  await expect(edited).toContainText('Lena Fischer')
  await expect(edited).toContainText('Domain Admin')
  await expect(edited).toContainText(/from (127\.0\.0\.1|::1)/)
})

test('a PEM key and JSON keep their form through create and edit', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  const lines = Array.from({ length: 5 }, () => randomText(40))
  const pem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n')
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('pem_key')
  await typeValue(page, drawer, { type: 'token', value: pem })
  await expect(drawer.getByText('7 lines').first()).toBeVisible()
  await submit(drawer)
  await expect(page.getByText('pem_key is stored.')).toBeVisible()
  await createSecret(page, {
    alias: 'account',
    type: 'json',
    value: `{"id": 12345678901234567890, "key": "${randomText(20)}"}`,
  })
  const edit = await openEdit(page, 'account')
  await typeValue(page, edit, { type: 'json', value: '{"id": 1' })
  await expect(edit.getByText(/^Line 1, column \d+: /)).toBeVisible()
  await page.keyboard.press('Escape')
  await edit.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /discard/i })
    .click()
  await expect(edit).toBeHidden()
  await expect(rowOf(page, 'account')).toBeVisible()
})

test('where a policy requires allowed domains, a new secret and a new value need them', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await pageOf(tenant.people.owner)
  await changeSettings(owner, tenant.slug, async () => {
    await owner.getByRole('switch', { name: 'Require allowed domains' }).check()
  })
  await expectSettingsSaved(owner)

  const page = await pageOf(tenant.people.domain_admin)
  const required = /requires allowed domains/
  await expectUnchanged(stack.databaseUrl, async () => {
    const drawer = await openCreate(page)
    await drawer.getByLabel('Alias').fill('sms_key')
    await typeValue(page, drawer, { type: 'token', value: randomText(24) })
    await submit(drawer)
    await expect(drawer.getByLabel('Allowed domains', { exact: true })).toHaveAccessibleDescription(required)
    await drawer.getByRole('button', { name: 'Cancel' }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /discard/i })
      .click()
    await expect(drawer).toBeHidden()
  })
  const drawer = await openEdit(page, 'weather_fx')
  await typeValue(page, drawer, { type: 'token', value: randomText(24) })
  await submit(drawer)
  await expect(drawer.getByLabel('Allowed domains', { exact: true })).toHaveAccessibleDescription(required)
  await typeHosts(drawer, ['api.example.com'])
  await submit(drawer)
  await expect(page.getByText('weather_fx has a new value (version 2).')).toBeVisible()
})
