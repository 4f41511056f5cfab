import type { Locator, Page } from '@playwright/test'
import { expectNowhere } from '../browser/expect-nowhere.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { expect, test } from '../browser/test.ts'
import { ApiClient } from '../http/api-client.ts'
import { runSql } from '../stack/run-sql.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const section = (page: Page) => page.getByRole('region', { name: 'API Tokens' })
const rowOf = (page: Page, name: string) => section(page).getByRole('row').filter({ hasText: name })

async function openCreate(page: Page): Promise<Locator> {
  await section(page).getByRole('button', { name: 'Create token' }).click()
  return page.getByRole('dialog', { name: 'Create token' })
}

/** Creates a token by hand, and answers its text and the dialog that shows it. */
async function create(page: Page, name: string, scopes: string[]): Promise<{ text: string; dialog: Locator }> {
  const drawer = await openCreate(page)
  await drawer.getByLabel('Name').fill(name)
  for (const scope of scopes) await drawer.getByLabel(scope).check()
  await drawer.getByRole('button', { name: 'Submit' }).click()
  const dialog = page.getByRole('dialog', { name: `${name} has its token` })
  const text = (await dialog.locator('dd code').textContent()) ?? ''
  expect(/^pst_[0-9A-Za-z]{38}$/.test(text)).toBe(true)
  return { text, dialog }
}

test('a token is created, shown once, used by a program, seen in Activity, and revoked', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(section(page)).toContainText('Europe has no API tokens.')
  const { text, dialog } = await create(page, 'CI', ['secrets:read', 'secrets:write'])
  await inspectPage(page, 'the dialog with a new token')
  expect(await dialog.getByRole('figure').locator('pre').textContent()).toContain(
    `"${stack.origin}/api/v1/secrets?domain=europe"`,
  )
  // Closing it uncopied is asked about first, and going back still shows it.
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go back' }).click()
  await dialog.getByRole('button', { name: 'Copy token' }).click()
  await expect(dialog.getByText('The token is copied.')).toBeVisible()
  expect((await page.evaluate(() => navigator.clipboard.readText())) === text).toBe(true)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expectNowhere(page, [text], 'after the dialog has closed')
  const row = rowOf(page, 'CI')
  await expect(row).toContainText(`…${text.slice(-4)}`)
  await expect(row).toContainText('Active')
  await expect(row).toContainText('Never')

  const program = new ApiClient(stack, text)
  const body = JSON.stringify({
    scope: 'domain',
    domain: 'europe',
    name: 'pay_key',
    type: 'token',
    value: 'x'.repeat(24),
  })
  const stored = await program.send({ method: 'POST', path: '/secrets', body })
  expect(stored.status).toBe(201)
  expect((await program.send({ method: 'GET', path: '/secrets?domain=america' })).status).toBe(404)
  await page.reload()
  await expect(row).toContainText('127.0.0.1')
  await expect(row).toContainText('just now')
  await inspectPage(page, 'the list of tokens')

  const owner = await pageOf(tenant.people.owner)
  await owner.goto(`/${tenant.slug}/activity`)
  const entries = owner.getByRole('listitem')
  await expect(entries.filter({ hasText: 'CI (API token) created pay_key' })).toBeVisible()
  await expect(entries.filter({ hasText: 'created the API token CI' })).toContainText('secrets:read, secrets:write')
  await expectNowhere(owner, [text], 'in Activity')

  await row.getByRole('button', { name: 'Revoke CI' }).click()
  const question = page.getByRole('alertdialog', { name: 'Revoke the token CI?' })
  await expect(question).toContainText('from 127.0.0.1')
  await question.getByRole('button', { name: 'Revoke token' }).click()
  await expect(row).toContainText('Revoked')
  await expectUnchanged(stack.databaseUrl, async () => {
    const refused = await program.send({ method: 'POST', path: '/secrets', body })
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([401, 'unauthenticated'])
  })
})

test('a token of the organization reaches every domain; an editor sees no tokens, a Domain Admin their own', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await pageOf(tenant.people.owner)
  await owner.goto(`/${tenant.slug}/settings`)
  const { text, dialog } = await create(owner, 'Warehouse', ['secrets:read'])
  await dialog.getByRole('button', { name: 'Done' }).click()
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(rowOf(owner, 'Warehouse')).toBeVisible()
  const program = new ApiClient(stack, text)
  for (const domain of ['europe', 'america'])
    expect((await program.send({ method: 'GET', path: `/secrets?domain=${domain}` })).status).toBe(200)

  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(section(admin)).toContainText('One token of the organization reaches this domain too.')
  await expect(section(admin)).not.toContainText('Warehouse')
  const editor = await pageOf(tenant.people.editor)
  await editor.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(editor.getByRole('heading', { name: 'Secrets' })).toBeVisible()
  await expect(section(editor)).toHaveCount(0)
})

test('what is missing is said at its field, and who loses their role meanwhile makes and revokes nothing', async ({
  guard,
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  const { dialog } = await create(page, 'CI', ['requests:send'])
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close', exact: true }).click()
  const drawer = await openCreate(page)
  await drawer.getByLabel('Expires').selectOption('On a date')
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(drawer).toContainText('Enter a name, like the program that will use this token.')
  await expect(drawer).toContainText('Choose what this token may do.')
  await inspectPage(page, 'the drawer Create token with its errors')
  await drawer.getByLabel('Name').fill('Nightly')
  await drawer.getByLabel('secrets:read').check()
  await drawer.getByLabel('Expires').selectOption('Never')
  await expect(drawer).toContainText('Whoever finds this token can use it until somebody revokes it.')

  // A list that is asked for again is refused by then too.
  guard.allow(/status of 403/)
  await runSql(
    stack.databaseUrl,
    `UPDATE "DomainMembership" m SET "role" = 'editor' FROM "Organization" o, "Person" p
      WHERE o."id" = m."organizationId" AND o."slug" = $1 AND p."id" = m."personId" AND p."email" = $2`,
    [tenant.slug, tenant.people.domain_admin.email],
  )
  await expectUnchanged(stack.databaseUrl, async () => {
    await drawer.getByRole('button', { name: 'Submit' }).click()
    await expect(drawer.getByRole('alert')).toContainText('Nothing was changed. Your role here, Editor,')
    await drawer.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
    await rowOf(page, 'CI').getByRole('button', { name: 'Revoke CI' }).click()
    const question = page.getByRole('alertdialog', { name: 'Revoke the token CI?' })
    await question.getByRole('button', { name: 'Revoke token' }).click()
    await expect(question.getByRole('alert')).toContainText('Your role here, Editor,')
  })
})

test('anybody reads how to call the API, finds an operation, and copies its curl line', async ({ newPage, stack }) => {
  const page = await newPage()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/api/v1')
  await expect(page.getByRole('heading', { level: 1, name: 'REST API' })).toBeVisible()
  await inspectPage(page, 'the description of the API')
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Store a secret' }).click()
  const part = page.getByRole('region', { name: 'Store a secret', exact: true })
  await expect(part).toBeInViewport()
  await part.getByRole('figure').filter({ hasText: 'curl' }).first().getByRole('button', { name: 'Copy' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`"${stack.origin}/api/v1/secrets"`)
  expect(copied).toContain('Authorization: Bearer $POSTERN_TOKEN')
  const served = await page.request.get('/api/v1/openapi.json')
  expect(served.headers()['content-type']).toContain('application/openapi+json')
  const { openapi, paths } = await served.json()
  expect([openapi, typeof paths['/secrets'].post]).toEqual(['3.1.0', 'object'])
})
