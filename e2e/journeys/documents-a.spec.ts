import { expect, test } from '../browser/documents.ts'
import { archive, createSecret, openCreate, openEdit, rowOf, submit, typeValue } from '../browser/secrets.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'

test('document A: the Security tab, every type of secret, a new value, and archiving', async ({ pageOf, company }) => {
  const page = await pageOf(company.people.domain_admin)
  await page
    .getByRole('navigation', { name: 'Domain', exact: true })
    .getByRole('link', { name: 'Domain Settings' })
    .click()
  await expect(page.getByText('Security', { exact: true }).first()).toBeVisible()
  const headings = page.getByRole('heading', { level: 2 }).or(page.getByRole('heading', { level: 3 }))
  await expect(page.getByRole('heading', { name: 'API Tokens' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Secrets', exact: true })).toBeVisible()
  const titles = (await headings.allTextContents()).filter((text) => ['API Tokens', 'Secrets'].includes(text))
  expect(titles, 'what stands below what').toEqual(['API Tokens', 'Secrets'])

  const drawer = await openCreate(page)
  await expect(drawer).toContainText('Secret values are write-only.')
  const alias = drawer.getByLabel('Alias')
  await alias.fill('weather fx!')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), randomText(24))
  await submit(drawer)
  await expect(alias).toHaveAccessibleDescription(/lowercase letters, numbers, hyphens and underscores/)
  await alias.fill('')
  // As a person types it: letter case does not count, and is not kept.
  await alias.pressSequentially('Weather_FX')
  await expect(alias).toHaveValue('weather_fx')
  await submit(drawer)
  await expect(rowOf(page, 'weather_fx')).toContainText('Token')
  for (const column of ['Alias', 'Type', 'Last Updated Date', 'Actions'])
    await expect(page.getByRole('columnheader', { name: column, exact: true })).toBeVisible()

  const pair = { type: 'username_password', username: 'acme', password: randomText(24) } as const
  await createSecret(page, { alias: 'sms_gateway', ...pair })
  const json = await openCreate(page)
  await json.getByLabel('Alias').fill('warehouse_db')
  await json.getByText('JSON', { exact: true }).click()
  await typeValue(page, json, { type: 'json', value: '{"user" "acme"}' })
  await submit(json)
  await expect(json).toContainText(/a colon is expected/)
  await json.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Discard|Close|Leave/ })
    .click()
  await createSecret(page, { alias: 'warehouse_db', type: 'json', value: '{"user":"acme","port":5432}' })

  const edit = await openEdit(page, 'weather_fx')
  await expect(edit.getByLabel('Alias')).not.toBeEditable()
  await expect(edit.getByLabel('Secret Type')).not.toBeEditable()
  await typeSecret(page, edit.getByLabel('Value', { exact: true }), randomText(24))
  await submit(edit)
  await expect(page.getByText('weather_fx has a new value (version 2).')).toBeVisible()

  await rowOf(page, 'sms_gateway').getByRole('button', { name: 'Archive sms_gateway' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(rowOf(page, 'sms_gateway')).toBeVisible()
  await archive(page, 'sms_gateway')
})
