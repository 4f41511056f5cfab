import { replaceToken } from '../browser/secrets.ts'
import { expectArrives, requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { randomText } from '../leak-search/canary.ts'

test('details: where it is used, when last and by whom, uses per day', async ({ pageOf, stack, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.domain_admin)
  const details = `/${tenant.slug}/europe/secrets/${tenant.secretId}`
  const list = `/${tenant.slug}/europe/settings/security`
  const value = randomText(24)
  await page.goto(details)
  await expect(page.getByText('Never used', { exact: true })).toBeVisible()
  await expect(page.getByText(/^Not used in the last 30 days\./)).toBeVisible()
  await page.goto(list)
  await replaceToken(page, 'weather_fx', value)
  await expectArrives(page, stack, requestPath(tenant), value)
  await expectArrives(page, stack, requestPath(tenant), value)

  await page.goto(details)
  await expect(page.getByText(/^Last used .* by Weather · Forecast at localhost:\d+: 200 in [\d,]+ ms$/)).toBeVisible()
  const place = page.getByRole('row').filter({ hasText: 'Forecast' })
  await expect(place).toContainText('X-Api-Key')
  await expect(place).toContainText('2 uses in 30 days')
  await expect(page.getByText('sent 2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Figures' }).click()
  await expect(page.getByRole('table').filter({ hasText: /Day/ }).getByRole('row').nth(1)).toContainText('2')

  await place.getByRole('link', { name: 'Weather / Forecast' }).click()
  await expect(page).toHaveURL(new RegExp(`${requestPath(tenant)}$`))
})
