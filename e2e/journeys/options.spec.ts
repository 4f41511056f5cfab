import type { Page } from '@playwright/test'
import { testRequest } from '../browser/integrations.ts'
import { requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'

/** Changes the options of the request that is shown, saves and tests it; answers what the page shows. */
async function testWith(page: Page, change: () => Promise<unknown>): Promise<string> {
  await page.getByRole('tab', { name: 'Options' }).click()
  await change()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('is saved.')).toBeVisible()
  return testRequest(page)
}

const targets = async (upstream: { requests(): Promise<{ target: string }[]> }) =>
  (await upstream.requests()).map(({ target }) => target.replace(/[?].*/, ''))

test('Options: a redirect is followed only where the request says so, and each hop is shown', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { upstream } = stack
  const { host } = new URL(upstream.origin)
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(requestPath(tenant))
  const location = [{ name: 'Location', value: '/moved' }]
  await upstream.forget()
  await upstream.answer({ body: 'arrived' })
  await testRequest(page)
  const [first = ''] = (await upstream.requests()).map(({ target }) => target)

  await upstream.forget()
  await upstream.answer({ body: 'arrived', targets: { [first]: { status: 302, headers: location } } })
  expect(await testRequest(page)).toContain('redirect_refused')
  expect((await upstream.requests()).length, 'requests while redirects are not followed').toBe(1)

  await upstream.forget()
  const shown = await testWith(page, () => page.getByRole('switch', { name: 'Follow redirects' }).click())
  expect(shown).toContain(`302 from ${host}, followed`)
  expect(shown).toContain('200 OK')
  expect(await targets(upstream)).toEqual([first.replace(/[?].*/, ''), '/moved'])

  await page.reload()
  await page.getByRole('tab', { name: 'Options' }).click()
  await expect(page.getByRole('switch', { name: 'Follow redirects' })).toBeChecked()
})

test('Options: a busy server is asked again, and a method that could do its work twice is not', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { upstream } = stack
  const { host } = new URL(upstream.origin)
  const page = await pageOf(tenant.people.editor)
  await page.goto(requestPath(tenant))
  await upstream.forget()
  await upstream.answer({ status: 503, headers: [{ name: 'Retry-After', value: '0' }] }, { body: 'arrived' })
  const shown = await testWith(page, async () => {
    await page.getByLabel('Method').selectOption('GET')
    await page.getByLabel('Retries').selectOption('Once')
  })
  expect(shown).toContain(`503 from ${host}, tried again`)
  expect(shown).toContain('200 OK')
  expect((await upstream.requests()).length, 'requests').toBe(2)

  await page.getByLabel('Method').selectOption('PATCH')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/could do its work twice/).first()).toBeVisible()
  await expect(page.getByLabel('Retries')).toHaveAttribute('aria-invalid', 'true')
})
