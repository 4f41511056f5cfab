import { testRequest } from '../browser/integrations.ts'
import { requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'

test('redirects are followed and a busy server is asked again only where the request’s options say so', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { host } = new URL(stack.upstream.origin)
  const path = requestPath(tenant)
  const page = await pageOf(tenant.people.editor)
  const before = page.getByRole('list', { name: 'Requests before' }).getByRole('listitem')
  const save = async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    // What is not saved is saved and tested.
    await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeVisible()
  }

  await stack.upstream.answer({ status: 302, headers: [{ name: 'Location', value: '/elsewhere' }] })
  await page.goto(path)
  expect(await testRequest(page)).toContain('redirect_refused')
  await expect(before).toHaveCount(0)
  await page.getByRole('tab', { name: 'Options' }).click()
  await page.getByRole('switch', { name: 'Follow redirects' }).click()
  await save()
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('too_many_redirects')
  await expect(before).toHaveText(Array(5).fill(`302 from ${host}, followed`))
  expect((await stack.upstream.requests()).length).toBe(6)

  await stack.upstream.answer({ status: 503 })
  await page.getByLabel('Retries').selectOption('Once')
  await save()
  await stack.upstream.forget()
  expect(await testRequest(page)).toContain('503')
  await expect(before).toHaveText([`503 from ${host}, tried again`])
  expect((await stack.upstream.requests()).length).toBe(2)

  // What could do its work twice is not sent again, and the page leads to what is wrong.
  await page.getByLabel('Method').selectOption('POST')
  await page.getByRole('tab', { name: 'Headers' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Retries')).toBeFocused()
  await expect(page.getByLabel('Retries')).toHaveAccessibleDescription(/^A POST request is not sent again/)
  await page.getByLabel('Retries').selectOption('Never')
  await save()
  await stack.upstream.answer({})
})
