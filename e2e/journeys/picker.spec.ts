import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { testRequest } from '../browser/integrations.ts'
import { createDrawer, createSecret, editDrawer } from '../browser/secrets.ts'
import { requestPath } from '../browser/sending.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'

const pickerOf = (page: Page) => page.getByRole('dialog', { name: 'Choose a secret', exact: true })
const lineOf = (page: Page) => page.getByRole('group', { name: 'Header 1', exact: true })
const addSecret = (page: Page) => lineOf(page).getByRole('button', { name: 'Add Secret' })

test('by keyboard alone: a secret is searched, chosen and replaced, a part chosen, and one stored in place', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const value = `canary-${randomBytes(18).toString('hex')}`
  const page = await pageOf(tenant.people.domain_admin)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  const json = '{"clientId": "an id of some length", "clientSecret": "a secret of some length"}'
  await createSecret(page, { alias: 'partner-token', type: 'token', value: 'a value of some length' })
  await createSecret(page, { alias: 'partner-config', type: 'json', value: json })
  await createSecret(page, {
    alias: 'partner-legacy',
    type: 'token',
    value: 'an older value of length',
    allowedHosts: ['legacy.example'],
  })

  await page.goto(requestPath(tenant))
  const field = page.getByLabel('Header 1 value')
  await expect(async () => {
    // A key that is pressed before the page's script runs is nobody's.
    await addSecret(page).focus()
    await page.keyboard.press('Enter')
    await expect(pickerOf(page).getByLabel('Search secrets')).toBeFocused({ timeout: 2000 })
  }).toPass()
  await page.keyboard.type('partner')
  await expect(pickerOf(page)).toContainText('3 found')
  await expect(pickerOf(page)).toContainText('choose a part: #clientId, #clientSecret')
  await expect(pickerOf(page)).toContainText('not allowed for')
  await inspectPage(page, 'the picker')
  await page.keyboard.press('Escape')
  await expect(addSecret(page)).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(pickerOf(page).getByLabel('Search secrets')).toBeFocused()
  await page.keyboard.type('partner-t')
  await expect(pickerOf(page)).toContainText('1 found')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('{secrets.partner-token}')
  await expect(field).toBeFocused()

  // One at a time: the next takes its place, and what stands around it stays.
  await field.fill('Token {secrets.partner-token}')
  await addSecret(page).focus()
  await page.keyboard.press('Enter')
  await expect(pickerOf(page).getByLabel('Search secrets')).toBeFocused()
  await page.keyboard.type('partner-c')
  await expect(pickerOf(page)).toContainText('1 found')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(pickerOf(page).getByRole('button', { name: '#clientId' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('Token {secrets.partner-config#clientSecret}')

  await field.fill('')
  await addSecret(page).focus()
  await page.keyboard.press('Enter')
  await expect(pickerOf(page)).toContainText('found')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await expect(pickerOf(page).getByRole('button', { name: 'Create new secret' })).toBeFocused()
  await page.keyboard.press('Enter')
  const drawer = createDrawer(page)
  await expect(drawer.getByLabel('Alias')).toBeFocused()
  await page.keyboard.type('made-in-place')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), value)
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('{secrets.made-in-place}')
  await expect(field).toBeFocused()

  await stack.upstream.answer({})
  await stack.upstream.forget()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeVisible()
  expect(await testRequest(page)).toContain('200 OK')
  const [request] = await stack.upstream.requests()
  const has = request?.headers.some((header) => header.value === value)
  expect(has, 'the server received the value').toBe(true)
})

test('a value is replaced from the picker by who may; an Editor chooses, and sees no button that does nothing', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(requestPath(tenant))
  await addSecret(admin).click()
  await pickerOf(admin)
    .getByRole('button', { name: /^Edit value of / })
    .first()
    .click()
  await expect(editDrawer(admin).getByLabel('Description')).toBeVisible()
  await admin.keyboard.press('Escape')

  const page = await pageOf(tenant.people.editor)
  await page.goto(requestPath(tenant))
  await addSecret(page).click()
  await expect(pickerOf(page)).toContainText(/\d found/)
  await expect(pickerOf(page).getByRole('button', { name: /Edit value|Create new secret/ })).toHaveCount(0)
})
