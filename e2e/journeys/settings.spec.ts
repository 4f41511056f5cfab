import type { Page } from '@playwright/test'
import { openCreate, rowOf, showState, submit, typeHosts } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => expect(page.getByText('The settings are saved.').first()).toBeVisible()

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
}

test('where allowed domains are required, no new secret and no new value goes without', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const admin = await pageOf(tenant.people.org_admin)
  await openSettings(admin)
  await admin.getByRole('switch', { name: 'Require allowed domains' }).click()
  await save(admin)
  await saved(admin)

  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(page)
  await drawer.getByLabel('Alias').fill('pay_key')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), randomText(24))
  const hosts = drawer.getByLabel('Allowed domains', { exact: true })
  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(hosts).toHaveAccessibleDescription(/requires|at least one/)
  })
  await typeHosts(drawer, ['*.pay.example'])
  await submit(drawer)
  await expect(page.getByText('pay_key is stored.')).toBeVisible()

  // Past the form too, and the value of one that had none.
  const client = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  await expectUnchanged(stack.databaseUrl, async () => {
    const edit = { organization: tenant.slug, domain: 'europe', id: tenant.secretId, rowVersion: 1, expiresOn: null }
    const input = { ...edit, description: 'Weather of the front page', value: randomText(24) }
    const { result } = await client.action('editSecretAction', [input])
    expect(result?.error).toMatchObject({ code: 'invalid', fields: { allowedHosts: expect.any(String) } })
  })
})

test('fewer versions kept: what is destroyed is asked about first; days to restore count at once', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  let seen = await storeSecret(owner, place, 'pay_key')
  for (let version = 2; version <= 4; version++) {
    const edit = { ...place, ...seen, description: '', expiresOn: null, value: randomText(24) }
    const { id, rowVersion } = await done(owner, 'editSecretAction', edit)
    seen = { id, rowVersion }
  }
  const archived = await storeSecret(owner, place, 'old_key')
  await done(owner, 'archiveSecretAction', { ...place, ...archived })
  const states = async () => {
    const { text } = await owner.get(`/api/console/${tenant.slug}/europe/secrets/${seen.id}`)
    return (JSON.parse(text).versions as { state: string }[]).map(({ state }) => state)
  }
  expect(await states()).toEqual(['current', 'kept', 'kept', 'kept'])

  const page = await pageOf(tenant.people.owner)
  await openSettings(page)
  const kept = page.getByLabel('Versions kept')
  const days = page.getByLabel('Days to restore')
  await expectUnchanged(stack.databaseUrl, async () => {
    await kept.fill('21')
    await days.fill('0')
    await save(page)
    await expect(kept).toHaveAccessibleDescription(/Enter a whole number from 1 to 20\./)
    await expect(days).toHaveAccessibleDescription(/Enter a whole number from 1 to 365\./)
  })
  await kept.fill('2')
  await days.fill('7')
  const dialog = page.getByRole('alertdialog')
  await expectUnchanged(stack.databaseUrl, async () => {
    await save(page)
    await expect(dialog).toContainText('Keep fewer versions in Acme?')
    await expect(dialog).toContainText('2 earlier values are destroyed at once and for ever.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await save(page)
  await dialog.getByRole('button', { name: 'Destroy and save' }).click()
  await saved(page)
  expect(await states()).toEqual(['current', 'kept', 'destroyed', 'destroyed'])
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await showState(page, 'Archived')
  await expect(rowOf(page, 'old_key')).toContainText('Destroyed in 7 days')
  await page.goto(`/${tenant.slug}/activity?group=organization`)
  const entry = page.getByRole('listitem').filter({ hasText: 'changed the policies of Acme' })
  await expect(entry).toContainText('Versions kept')
  await expect(entry).toContainText('Days to restore')
  await expect(entry).toContainText('Ines Okafor')
})

test('of two admins who change settings at once, the second is told and loses nothing that was typed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const [page, other] = [await pageOf(tenant.people.owner), await pageOf(tenant.people.org_admin)]
  for (const each of [page, other]) await openSettings(each)
  await other.getByLabel('Days to restore').fill('14')
  await save(other)
  await saved(other)
  await page.getByLabel('Days to restore').fill('60')
  await expectUnchanged(stack.databaseUrl, async () => {
    await save(page)
    await expect(page.getByText(/Somebody else changed these settings/)).toBeVisible()
  })
  await expect(page.getByLabel('Days to restore')).toHaveValue('60')
})
