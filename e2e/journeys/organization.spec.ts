import type { Page } from '@playwright/test'
import { createRequest } from '../browser/integrations.ts'
import {
  archive,
  askedDialog,
  chooseMore,
  createSecret,
  openCreate,
  openEdit,
  replaceToken,
  restore,
  revoke,
  rowOf,
  showState,
  submit,
  typeValue,
} from '../browser/secrets.ts'
import { expectArrives, expectRefused } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import type { SeededTenant } from '../stack/seed.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

/** A request of the seeded integration that puts this into `X-Api-Key`; answers the address of its page. */
async function addRequest(page: Page, tenant: SeededTenant, name: string, key: string): Promise<string> {
  await page.goto(`/${tenant.slug}/europe/integrations/${tenant.integrationId}`)
  await createRequest(page, { name, method: 'POST', path: '/v1', headers: [['X-Api-Key', key]], query: [], body: '{}' })
  return new URL(page.url()).pathname
}

test('the organization’s secrets: tabs, columns, a new one, a new value by the switch', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Secrets' }).click()
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/secrets$`))
  for (const column of ['Secret name', 'Description', 'Last updated', 'Created', 'Actions']) {
    await expect(page.getByRole('columnheader', { name: column, exact: true }), column).toBeVisible()
  }
  await expect(rowOf(page, 'crm.apiKey')).toContainText('Key of the CRM')
  await expect(rowOf(page, 'weather_fx')).toHaveCount(0)

  const value = randomText(24)
  await createSecret(page, { alias: 'sms.key', type: 'token', value, purpose: 'Integration' })
  await createSecret(page, { alias: 'hook.key', type: 'token', value: randomText(24), purpose: 'Webhook' })
  const tab = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}\\b`) })
  const tabs: Record<string, [shown: string[], hidden: string[]]> = {
    'Integration Secrets': [['crm.apiKey', 'sms.key'], ['hook.key']],
    'Webhook Secrets': [['crm.apiKey', 'hook.key'], ['sms.key']],
    All: [['crm.apiKey', 'sms.key', 'hook.key'], []],
  }
  for (const [name, [shown, hidden]] of Object.entries(tabs)) {
    await tab(name).click()
    for (const each of hidden) await expect(rowOf(page, each), `${each} under ${name}`).toHaveCount(0)
    for (const each of shown) await expect(rowOf(page, each), `${each} under ${name}`).toBeVisible()
  }

  const path = await addRequest(page, tenant, 'Text', '{secrets.sms.key}')
  await expectArrives(page, stack, path, value)
  await page.goto(`/${tenant.slug}/secrets`)
  const drawer = await openEdit(page, 'sms.key')
  const replaces = drawer.getByRole('switch', { name: 'Replace value' })
  await expect(replaces).not.toBeChecked()
  await expect(drawer.getByText('Off: the current value stays.')).toBeVisible()
  await expect(drawer.getByLabel('Value', { exact: true })).toHaveCount(0)
  await replaces.click()
  await expect(drawer.getByLabel('Value', { exact: true })).toBeFocused()
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByLabel('Value', { exact: true })).toHaveAccessibleDescription(
      'Enter the new value, or turn Replace value off.',
    )
  })
  await replaces.click()
  await drawer.getByLabel('Description').fill('Key of the SMS service')
  await submit(drawer)
  await expect(page.getByText('sms.key has a new description.')).toBeVisible()
  await expect(drawer).toBeHidden()
  await expectArrives(page, stack, path, value)

  await page.goto(`/${tenant.slug}/secrets`)
  const next = randomText(24)
  await replaceToken(page, 'sms.key', next)
  await expectArrives(page, stack, path, next)
})

test('Rename: shown before, every reference rewritten, the old name reserved, and no domain secret captures one', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  const value = randomText(24)
  await page.goto(`/${tenant.slug}/secrets`)
  await replaceToken(page, 'crm.apiKey', value)
  const path = await addRequest(page, tenant, 'Contacts', '{secrets.CRM.apikey}')
  await expectArrives(page, stack, path, value)

  await page.goto(`/${tenant.slug}/secrets`)
  const drawer = await openEdit(page, 'crm.apiKey')
  await drawer.getByRole('button', { name: 'Rename' }).click()
  const dialog = page.getByRole('dialog', { name: /^Rename / })
  const name = dialog.getByLabel('New name')
  await expect(name).toHaveValue('crm.apiKey')
  await expectUnchanged(stack.databaseUrl, async () => {
    await name.fill('1crm')
    await expect(name).toHaveAccessibleDescription(/A name starts with a letter\./)
    await name.fill('crm..key')
    await expect(name).toHaveAccessibleDescription(/no group is empty/)
    await name.fill('Weather_FX')
    await expect(dialog.getByText('It cannot have this name.')).toBeVisible()
    await expect(dialog.getByRole('listitem').filter({ hasText: 'weather_fx in Europe, 1 place' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await expect(dialog.getByText('It cannot have this name.')).toBeVisible()
  })
  await name.fill('crm.contactsKey')
  await expect(dialog.getByText('1 place is rewritten with it')).toBeVisible()
  await expect(dialog).toContainText('Contacts')
  await expect(dialog).toContainText('The old name stays reserved for 90 days.')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByText('crm.apiKey is crm.contactsKey now.')).toBeVisible()
  await expect(drawer.getByLabel('Secret name')).toHaveValue('crm.contactsKey')
  await drawer.getByRole('button', { name: 'Cancel' }).click()
  await expect(rowOf(page, 'crm.contactsKey')).toBeVisible()

  await page.goto(path)
  await page.getByRole('tab', { name: 'Headers' }).click()
  await expect(page.getByLabel('Header 1 value')).toHaveValue('{secrets.crm.contactsKey}')
  await expectArrives(page, stack, path, value)

  await page.goto(`/${tenant.slug}/secrets`)
  const create = await openCreate(page)
  await create.getByLabel('Secret name').fill('CRM.apiKey')
  await typeSecret(page, create.getByLabel('Value', { exact: true }), randomText(20))
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(create)
    await expect(create.getByLabel('Secret name')).toHaveAccessibleDescription(/reserved/)
  })
  await create.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /discard/i })
    .click()
  await expect(create).toBeHidden()

  // The same secret may take it back.
  await chooseMore(page, 'crm.contactsKey', 'Rename')
  await name.fill('crm.apiKey')
  await expect(dialog.getByText('1 place is rewritten with it')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(rowOf(page, 'crm.apiKey')).toBeVisible()
  await page.getByRole('link', { name: 'crm.apiKey', exact: true }).click()
  await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
  await expect(page.getByText('renamed it').first()).toBeVisible()
  await expectArrives(page, stack, path, value)
})

test('a domain secret stands before the organization’s of its name in every state but deleted', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  const [ofOrganization, ofDomain] = [randomText(24), randomText(24)]
  await page.goto(`/${tenant.slug}/secrets`)
  await createSecret(page, { alias: 'Shared_Key', type: 'token', value: ofOrganization })
  const path = await addRequest(page, tenant, 'Shared', '{secrets.shared_key}')
  await expectArrives(page, stack, path, ofOrganization)

  const security = `/${tenant.slug}/europe/settings/security`
  await page.goto(security)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('shared_key')
  const note = drawer.getByRole('status').filter({ hasText: 'Acme has a secret Shared_Key too.' })
  await expect(note).toContainText('1 request of Europe uses it instead')
  await expect(note).toContainText('Shared')
  await typeValue(page, drawer, { type: 'token', value: ofDomain })
  await submit(drawer)
  await expect(page.getByText('shared_key is stored.')).toBeVisible()
  await expectArrives(page, stack, path, ofDomain)

  await page.goto(security)
  await archive(page, 'shared_key')
  await expectRefused(page, stack, path, 'secret_archived')
  await page.goto(security)
  await showState(page, 'Archived')
  await page.getByRole('button', { name: 'Restore shared_key' }).click()
  await expect(await askedDialog(page, 'Restore', 'shared_key')).toContainText(
    '1 request of Europe uses it, and not that one',
  )
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await restore(page, 'shared_key')
  await expectArrives(page, stack, path, ofDomain)

  await page.goto(security)
  await revoke(page, 'shared_key')
  await expectRefused(page, stack, path, 'secret_revoked')

  await page.goto(security)
  await chooseMore(page, 'shared_key', 'Delete')
  const dialog = await askedDialog(page, 'Delete', 'shared_key')
  await expect(dialog).toContainText('Once this one is deleted, 1 request of Europe uses that one instead')
  await dialog.getByLabel('Type shared_key to confirm').fill('shared_key')
  await dialog.getByRole('button', { name: 'Delete Secret' }).click()
  await expect(page.getByText('shared_key is deleted.')).toBeVisible()
  await expectArrives(page, stack, path, ofOrganization)
})

test('a Domain Admin and an Editor see the organization’s secrets, and change none', async ({
  pageOf,
  tenants: [tenant],
}) => {
  for (const role of ['domain_admin', 'editor'] as const) {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}/secrets`)
    await expect(rowOf(page, 'crm.apiKey')).toBeVisible()
    await expect(page.getByText(/^Only admins can change secrets\. Ask .*Ines Okafor/)).toBeVisible()
    await page.getByRole('link', { name: 'crm.apiKey', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'crm.apiKey' })).toBeVisible()
    for (const name of ['Create secret', 'Edit', 'Archive', 'Rename', 'Change Logs']) {
      await expect(page.getByText(name, { exact: true }), `${name} for ${role}`).toHaveCount(0)
    }
  }
})
