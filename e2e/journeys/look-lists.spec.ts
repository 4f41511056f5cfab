import { inspectPage } from '../browser/inspect-page.ts'
import { chooseMore, openEdit, rowOf, showState } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { pasteSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeMany, storeSecret } from '../http/store.ts'
import { randomText } from '../leak-search/canary.ts'
import { editLog } from '../stack/edit-log.ts'
import { runSql } from '../stack/run-sql.ts'

// Pages of lists, logs, health, settings and import: axe, light and dark, large and small, nothing scrolls sideways.

const large = { width: 1440, height: 900 }
const long = 'x'.repeat(100)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('looks good: the organization’s secrets in every state, their menus, dialogs and the bar of the chosen', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const description = `Of ${long} and more`
  await storeSecret(owner, place, `group.${long}`, {
    description,
    expiresOn: inDays(3),
    allowedHosts: [`${'a'.repeat(60)}.example`],
  })
  const revoked = await storeSecret(owner, place, 'revoked.key')
  await done(owner, 'revokeSecretAction', { ...place, ...revoked })
  const expired = await storeSecret(owner, place, 'expired.key', { expiresOn: inDays(1) })
  await runSql(stack.databaseUrl, `UPDATE "Secret" SET "expiresOn" = current_date - 3 WHERE "id" = $1`, [expired.id])
  const archived = await storeSecret(owner, place, 'archived.key')
  await done(owner, 'archiveSecretAction', { ...place, ...archived })
  const request = {
    method: 'GET',
    path: '/',
    query: [],
    bodyType: 'none',
    body: '',
    followRedirects: false,
    retries: 0,
    integrationId: tenant.integrationId,
  }
  const headers = [{ name: 'X-Key', value: '{secrets.crm.apiKey}' }]
  const europe = { ...place, domain: 'europe' }
  await done(owner, 'createIntegrationRequestAction', { ...europe, ...request, name: 'Contacts', headers })
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets`)
  await expect(rowOf(page, 'expired.key')).toBeVisible()
  await inspectPage(page, 'Secrets of the organization')
  await page.getByRole('button', { name: 'More actions for crm.apiKey' }).click()
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await inspectPage(page, 'the menu of an organization secret')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Type:/ }).click()
  await expect(page.getByRole('menuitemradio', { name: 'JSON' })).toBeVisible()
  await inspectPage(page, 'the types', { sizes: [large] })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export' }).first().click()
  await expect(page.getByRole('menuitem', { name: 'JSON Lines' })).toBeVisible()
  await inspectPage(page, 'the files', { sizes: [large] })
  await page.keyboard.press('Escape')

  await chooseMore(page, 'crm.apiKey', 'Rename')
  const rename = page.getByRole('dialog', { name: /^Rename / })
  await rename.getByLabel('New name').fill('weather_fx')
  await expect(rename.getByText('It cannot have this name.')).toBeVisible()
  await inspectPage(page, 'Rename, refused')
  await page.keyboard.press('Escape')
  await expect(rename).toBeHidden()
  for (const deed of ['Revoke', 'Delete']) {
    await chooseMore(page, 'crm.apiKey', deed)
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByText('Looking for the places that use it…')).toBeHidden()
    await inspectPage(page, deed)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
  }
  const drawer = await openEdit(page, 'expired.key')
  await drawer.getByRole('switch', { name: 'Replace value' }).click()
  await inspectPage(page, 'Edit an expired organization secret, its value open')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await expect(drawer).toBeHidden()

  await page.getByLabel('Select all shown').check()
  await inspectPage(page, 'the bar of the chosen')
  await page.getByRole('button', { name: 'Set expiration' }).click()
  await expect(page.getByRole('dialog', { name: /^Set when \d secrets expire/ })).toBeVisible()
  await inspectPage(page, 'Set expiration')
  await page.keyboard.press('Escape')
  const bar = page.getByRole('region', { name: 'Selected secrets' })
  await bar.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('Archive 4 secrets?')
  await inspectPage(page, 'Archive several')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await showState(page, 'Archived')
  await expect(rowOf(page, 'archived.key')).toBeVisible()
  await inspectPage(page, 'archived secrets')
  await page.getByRole('button', { name: 'Restore archived.key' }).click()
  await inspectPage(page, 'Restore')
})

test('looks good: activity with its filters and verdicts', async ({ pageOf, stack, tenants: [tenant] }) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const secret = await storeSecret(owner, place, `log_${long}`, { description: long })
  await done(owner, 'editSecretAction', {
    ...place,
    ...secret,
    description: `${long} ${long}`,
    expiresOn: '2099-01-31',
  })
  await storeMany(owner, place, 'bulk_', 60)
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/activity`)
  await expect(page.getByRole('button', { name: 'Load more' })).toBeVisible()
  await inspectPage(page, 'Activity')
  await page.getByRole('button', { name: /^When: / }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Chosen days' })).toBeVisible()
  await inspectPage(page, 'the days of a log', { sizes: [large] })
  await page.getByRole('menuitemradio', { name: 'Chosen days' }).click()
  await page.getByLabel('From', { exact: true }).fill('2021-01-01')
  await page.getByLabel('To', { exact: true }).fill('2020-01-01')
  await expect(page.getByText(/^The last day is before the first/)).toBeVisible()
  await inspectPage(page, 'Activity, days the wrong way round')
  await page.goto(`/${tenant.slug}/activity?q=log_`)
  await page.getByRole('button', { name: 'Verify log' }).click()
  await expect(page.getByText('The log is whole.')).toBeVisible()
  await inspectPage(page, 'Activity, long texts and a whole log')
  const sequence = await editLog(stack.databaseUrl, tenant.slug, 'integration.created')
  await page.getByRole('button', { name: 'Verify log' }).click()
  await expect(page.getByText(`Entry ${sequence} was changed.`)).toBeVisible()
  await inspectPage(page, 'Activity, a broken log')
})

test('looks good: health, overview with reminders, and settings', async ({ pageOf, stack, tenants: [tenant] }) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const value = randomText(24)
  await storeSecret(owner, place, `soon_${long}`, { expiresOn: inDays(3) })
  await storeSecret(owner, place, 'tiny_key', { value: 'x7Rk2p' })
  await storeSecret(owner, place, 'twin_one', { value })
  await storeSecret(owner, place, 'twin_two', { value, acceptsDuplicate: true })
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/health`)
  await expect(page.getByRole('heading', { name: 'Do first' })).toBeVisible()
  for (const summary of await page.locator('summary').all()) await summary.click()
  await inspectPage(page, 'Health, unfolded')
  await page.goto(`/${tenant.slug}/health?domain=america`)
  await expect(page.getByText('Nothing needs attention')).toBeVisible()
  await inspectPage(page, 'Health, nothing found')
  await page.goto(`/${tenant.slug}`)
  await expect(page.getByRole('heading', { name: 'Expiring soon' })).toBeVisible()
  await inspectPage(page, 'Overview with reminders')
  await page.goto(`/${tenant.slug}/settings`)
  await page.getByLabel('Versions kept').fill('99')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Enter a whole number from 1 to 20.')).toBeVisible()
  await inspectPage(page, 'Settings with an error')
})

test('looks good: an import, from the text to its result', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security/import`)
  const source = page.getByRole('textbox', { name: 'Secrets', exact: true })
  await expect(source).toBeVisible()
  await inspectPage(page, 'Import')
  const lines = [
    `NEW_KEY=${randomText(24)}`,
    `${'LONG'.repeat(25)}="${randomText(60)}\n${randomText(60)}"`,
    `WEATHER_FX=${randomText(24)}`,
    `TWICE=${randomText(24)}`,
    `TWICE=${randomText(24)}`,
    'not a line',
  ]
  await pasteSecret(page, source, lines.join('\n'))
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByLabel('Decision for weather_fx')).toBeVisible()
  await inspectPage(page, 'the preview of an import')
  await page.getByLabel('Decision for weather_fx').selectOption('rename')
  await page.getByLabel('New name for weather_fx').fill('No Name')
  await expect(page.getByText('Only lowercase letters, numbers, hyphens and underscores.').last()).toBeVisible()
  await inspectPage(page, 'the preview with a wrong name')
  await page.getByLabel('Decision for weather_fx').selectOption('rotate')
  for (const twice of await page.getByLabel('Decision for twice').all()) await twice.selectOption('skip')
  await page.getByRole('button', { name: /^Import \d secrets$/ }).click()
  await expect(page.getByRole('link', { name: 'Go to the secrets' })).toBeVisible()
  await inspectPage(page, 'the result of an import')
})

test('looks good: the organization’s pages for a Domain Admin and an Editor', async ({ pageOf, tenants: [tenant] }) => {
  for (const role of ['domain_admin', 'editor'] as const) {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}/secrets`)
    await expect(rowOf(page, 'crm.apiKey')).toBeVisible()
    await inspectPage(page, `Secrets of the organization for ${role}`)
    await page.getByRole('link', { name: 'crm.apiKey', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Where used' })).toBeVisible()
    await inspectPage(page, `an organization secret for ${role}`)
  }
})
