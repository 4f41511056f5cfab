import type { Page } from '@playwright/test'
import { testRequest } from '../browser/integrations.ts'
import { replaceToken } from '../browser/secrets.ts'
import { expectArrives, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { randomText } from '../leak-search/canary.ts'
import { runSql } from '../stack/run-sql.ts'

const rows = (page: Page) => page.getByRole('table', { name: 'Sends' }).getByRole('row')
const results = (page: Page) => page.getByRole('group', { name: 'Result' })

test('sends: on the secret and in Activity, with what came of each, for those who administer where they happened', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const value = randomText(24)
  const details = `/${tenant.slug}/europe/secrets/${tenant.secretId}`
  await page.goto(details)
  const recent = page.getByRole('region', { name: 'Recent sends' })
  await expect(recent).toContainText('Not sent in the last 90 days.')

  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await replaceToken(page, 'weather_fx', value)
  await expectArrives(page, stack, requestPath(tenant), value)
  await stack.upstream.answer({ status: 302, headers: [{ name: 'Location', value: `${stack.upstream.origin}/other` }] })
  await testRequest(page)

  await page.goto(details)
  await expect(recent.getByRole('listitem')).toHaveCount(2)
  await expect(recent.getByRole('listitem').nth(0)).toContainText('Failed')
  await expect(recent.getByRole('listitem').nth(0)).toContainText('redirect refused, answered 302')
  await expect(recent.getByRole('listitem').nth(1)).toContainText('Answered 200')
  await recent.getByRole('link', { name: 'All sends of this secret' }).click()

  await expect(page).toHaveURL(new RegExp(`/activity\\?tab=sends&secret=${tenant.secretId}$`))
  await expect(page.getByRole('link', { name: 'Sends', exact: true })).toHaveAttribute('aria-current', 'page')
  await expect(rows(page)).toHaveCount(3)
  for (const text of ['Weather · Forecast', 'GET localhost', 'weather_fx', 'version 2', 'Lena Fischer', 'Failed'])
    await expect(rows(page).nth(1)).toContainText(text)
  await results(page).getByRole('button', { name: 'Answered' }).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).nth(1)).toContainText('Answered 200')
  await page.goBack()
  await expect(rows(page)).toHaveCount(3)
  await results(page)
    .getByRole('button', { name: /^Only weather_fx/ })
    .click()
  await expect(page).toHaveURL(/\/activity\?tab=sends$/)
  await expect(rows(page)).toHaveCount(3)

  await test.step('a send that a crash cut off', async () => {
    await runSql(
      stack.databaseUrl,
      `UPDATE "UsageRecord" SET "outcome" = 'started', "status" = NULL, "durationMs" = NULL, "at" = now() - interval '1 hour'
        WHERE "outcome" = 'answered' AND "organizationId" = (SELECT "id" FROM "Organization" WHERE "slug" = $1)`,
      [tenant.slug],
    )
    await page.reload()
    await results(page).getByRole('button', { name: 'Outcome unknown' }).click()
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).nth(1)).toContainText('Sent, outcome unknown')
    await results(page).getByRole('button', { name: 'Answered' }).click()
    await expect(page.getByText('No send matches these filters.')).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(rows(page)).toHaveCount(3)
  })

  await test.step('what is named leads there', async () => {
    await rows(page).nth(1).getByRole('link', { name: 'weather_fx' }).click()
    await expect(page).toHaveURL(new RegExp(`${details}$`))
    await recent.getByRole('link', { name: 'Weather · Forecast' }).first().click()
    await expect(page).toHaveURL(new RegExp(`${requestPath(tenant)}$`))
  })

  await test.step('somebody else', async () => {
    const elsewhere = await pageOf(tenant.people.other_domain_admin)
    await elsewhere.goto(`/${tenant.slug}/activity?tab=sends`)
    await expect(elsewhere.getByRole('heading', { name: 'Nothing has been sent yet' })).toBeVisible()
    const editor = await pageOf(tenant.people.editor)
    await editor.goto(details)
    await expect(editor.getByRole('heading', { name: 'Where used' })).toBeVisible()
    await expect(editor.getByRole('region', { name: 'Recent sends' })).toHaveCount(0)
  })
})
