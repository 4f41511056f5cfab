import type { Page } from '@playwright/test'
import pg from 'pg'
import { createSecret, replaceToken, rowOf } from '../browser/secrets.ts'
import { expectArrives, expectRefused, requestPath } from '../browser/sending.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import { randomText } from '../leak-search/canary.ts'

const versionOf = (page: Page, version: number) =>
  page.getByRole('listitem').filter({ has: page.getByText(`v${version}`, { exact: true }) })

test('versions: an earlier one comes back with its own allowed domains; what is too old or leaked is destroyed', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const list = `/${tenant.slug}/europe/settings/security`
  const details = `/${tenant.slug}/europe/secrets/${tenant.secretId}`
  const path = requestPath(tenant)
  const upstream = `localhost:${stack.upstream.port}`
  const [second, third, fourth] = [randomText(24), randomText(24), randomText(24)]

  await page.goto(list)
  await replaceToken(page, 'weather_fx', second, { allowedHosts: [upstream] })
  await expectArrives(page, stack, path, second)
  await page.goto(list)
  await replaceToken(page, 'weather_fx', third, { allowedHosts: ['api.example.com'] })
  const refused = await expectRefused(page, stack, path, 'host_not_allowed')
  expect(refused).toContain('Domain restriction:')
  await page.goto(list)
  await replaceToken(page, 'weather_fx', fourth, { allowedHosts: ['*.example.net'] })
  await expectRefused(page, stack, path, 'host_not_allowed')

  await page.goto(details)
  await expect(page.getByText('last 5 kept')).toBeVisible()
  await expect(versionOf(page, 4)).toContainText('Current')
  await expect(versionOf(page, 4)).toContainText('*.example.net')
  await expect(versionOf(page, 2)).toContainText(upstream)
  await expect(versionOf(page, 2)).toContainText('Lena Fischer')
  await page.getByRole('button', { name: 'Make current: version 2' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('Make version 2 of weather_fx current?')
  await expect(dialog).toContainText('Its allowed domains come with it')
  await expect(dialog).toContainText(upstream)
  await expect(dialog).toContainText('*.example.net')
  await dialog.getByRole('button', { name: 'Make current' }).click()
  await expect(page.getByText('weather_fx has the value of version 2 again (version 5).')).toBeVisible()
  await expect(versionOf(page, 5)).toContainText('Current')
  await expect(versionOf(page, 5)).toContainText(upstream)
  await expectArrives(page, stack, path, second)
  await page.goto(`${details}?tab=changes`)
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: /version/ })
      .first(),
  ).toContainText('5')

  // Five are kept: with a sixth the first is destroyed.
  await page.goto(details)
  await expect(page.getByRole('button', { name: 'Make current: version 1' })).toBeVisible()
  await page.goto(list)
  await replaceToken(page, 'weather_fx', randomText(24))
  await page.goto(details)
  await expect(versionOf(page, 1)).toContainText('destroyed')
  await expect(page.getByRole('button', { name: 'Make current: version 1' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Make current: version 2' })).toBeVisible()

  // The fourth comes back: with where it may go, not where the last one may.
  await page.getByRole('button', { name: 'Make current: version 4' }).click()
  await dialog.getByRole('button', { name: 'Make current' }).click()
  await expect(versionOf(page, 7)).toContainText('Current')
  await expectRefused(page, stack, path, 'host_not_allowed')

  // Leaked: the replaced one and all before it.
  await page.goto(list)
  const last = randomText(24)
  await replaceToken(page, 'weather_fx', last, { allowedHosts: [], isLeaked: true })
  await page.goto(details)
  await expect(versionOf(page, 8)).toContainText('Current')
  for (const version of [1, 2, 3, 4, 5, 6, 7]) await expect(versionOf(page, version)).toContainText('destroyed')
  await expect(page.getByRole('button', { name: /^Make current: version/ })).toHaveCount(0)
  await expectArrives(page, stack, path, last)
  expect(await keptBytes(stack.databaseUrl, tenant.secretId), 'versions with sealed bytes').toEqual([8])
})

test('versions of an organization’s secret: one comes back, fewer are kept by policy, and who only looks can bring none back', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.org_admin)
  await page.goto(`/${tenant.slug}/secrets`)
  await createSecret(page, {
    alias: 'sms.key',
    type: 'token',
    value: randomText(24),
    allowedHosts: ['sms.example.com'],
  })
  await replaceToken(page, 'sms.key', randomText(24))
  await page.getByRole('link', { name: 'sms.key', exact: true }).click()
  await expect(versionOf(page, 2)).toContainText('sms.example.com')
  await page.getByRole('button', { name: 'Make current: version 1' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make current' }).click()
  await expect(versionOf(page, 3)).toContainText('Current')

  // Fewer are kept: asked about first, and destroyed at once.
  const owner = await pageOf(tenant.people.owner)
  await changeSettings(owner, tenant.slug, async () => {
    await owner.getByLabel('Versions kept').fill('2')
  })
  const dialog = owner.getByRole('alertdialog')
  await expect(dialog).toContainText('1 earlier value is destroyed at once and for ever. Current values stay.')
  await dialog.getByRole('button', { name: 'Destroy and save' }).click()
  await expectSettingsSaved(owner)
  await page.reload()
  await expect(page.getByText('last 2 kept')).toBeVisible()
  await expect(versionOf(page, 1)).toContainText('destroyed')
  await expect(versionOf(page, 2)).toContainText('sms.example.com')

  const editor = await pageOf(tenant.people.editor)
  await editor.goto(`/${tenant.slug}/secrets`)
  await expect(rowOf(editor, 'sms.key')).toBeVisible()
  await editor.getByRole('link', { name: 'sms.key', exact: true }).click()
  await expect(versionOf(editor, 3)).toContainText('Current')
  await expect(versionOf(editor, 2)).toContainText('kept')
  await expect(editor.getByRole('button', { name: /^Make current: version/ })).toHaveCount(0)
})

/** The versions whose sealed value is still there. */
async function keptBytes(databaseUrl: string, secretId: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: number }>(
      'SELECT version FROM "SecretVersion" WHERE "secretId" = $1 AND "sealedValue" IS NOT NULL ORDER BY version',
      [secretId],
    )
    return rows.map(({ version }) => version)
  } finally {
    await client.end()
  }
}
