import { inspectPage, small } from '../browser/inspect-page.ts'
import { goToPage } from '../browser/integrations.ts'
import { tabTo } from '../browser/keys.ts'
import { bodyOf, bodyThatArrived, sendTest, startTemplates, subjectOf, templatePath } from '../browser/templates.ts'
import { expect, test } from '../browser/test.ts'
import { done } from '../http/store.ts'

test('an Editor writes a JSON template with the Macro Manager by keyboard alone, and its test arrives', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  test.setTimeout(120_000)
  const { value } = await startTemplates(stack, tenant)
  const page = await pageOf(tenant.people.editor)
  await goToPage(page, 'Templates')
  await inspectPage(page, 'Templates')
  const { keyboard } = page
  await tabTo(page, /^Add template$/)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'New template' })).toBeVisible()
  await tabTo(page, /^Name$/)
  await keyboard.type('Gale warning')

  await tabTo(page, /^Choose a request$/)
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Send it through' }).getByText('Weather / Send message')).toBeVisible()
  await inspectPage(page, 'the choice of a request')
  await tabTo(page, /^Weather \/ Send message/)
  await keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Weather / Send message' })).toBeVisible()

  await tabTo(page, /^Add example$/, { most: 60 })
  await keyboard.press('Enter')
  const example = page.getByRole('dialog', { name: 'Add example' })
  await expect(example.getByLabel('Name')).toBeFocused()
  await keyboard.type('Hamburg')
  await keyboard.press('Tab')
  await keyboard.press('Control+A')
  await keyboard.insertText('{"station":"Hamburg"}')
  await keyboard.press('Tab')
  await keyboard.press('Control+A')
  await keyboard.insertText('{"phone":"+49 40 5550134"}')
  await inspectPage(page, 'an example')
  await tabTo(page, /^Submit$/)
  await keyboard.press('Enter')
  await expect(example).toBeHidden()

  const macros = page.getByRole('complementary', { name: 'Macro Manager' })
  const search = macros.getByRole('combobox')
  await tabTo(page, /^Subject$/, { most: 80 })
  await keyboard.type('Gale near ')
  await tabTo(page, /^Macro Manager$/)
  await keyboard.press('Enter')
  await expect(search).toBeFocused()
  await expect(macros).toContainText('No secret may stand in the subject')
  for (let chip = 0; chip < 4; chip += 1) await keyboard.press('Shift+Tab')
  await keyboard.press('Enter')
  for (let chip = 0; chip < 4; chip += 1) await keyboard.press('Tab')
  await keyboard.type('stat')
  await keyboard.press('Enter')
  await expect(subjectOf(page)).toHaveValue('Gale near {{event.station}}')
  await expect(subjectOf(page)).toBeFocused()

  await keyboard.press('Tab')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'JSON' })).toBeChecked()
  await tabTo(page, /^Body$/)
  await keyboard.type('{"text":"')
  await keyboard.press('Shift+Tab')
  await keyboard.press('Enter')
  await expect(search).toBeFocused()
  await keyboard.type('station')
  await keyboard.press('Enter')
  await expect(bodyOf(page)).toBeFocused()
  await keyboard.type('","key":"')
  await keyboard.press('Shift+Tab')
  await keyboard.press('Enter')
  await expect(search).toBeFocused()
  await keyboard.press('Shift+Tab')
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await keyboard.type('sms')
  await expect(macros.getByRole('option')).toHaveText([/^secrets\.sms_key/])
  await keyboard.press('Enter')
  await expect(bodyOf(page)).toBeFocused()
  await keyboard.type('"}')
  await expect(bodyOf(page)).toHaveValue('{"text":"{{event.station}}","key":"{{secrets.sms_key}}"}')
  await expect(page.getByText(/^1 secret, usable at/)).toBeVisible()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('Gale near Hamburg')
  await expect(preview).toContainText('••••••')
  await inspectPage(page, 'a new template')

  await stack.upstream.answer({})
  await stack.upstream.forget()
  await tabTo(page, /^Save and send$/, { most: 80 })
  await keyboard.press('Enter')
  const result = page.getByRole('region', { name: 'Test result' })
  await expect(result).toContainText('200 OK')
  await expect(page).not.toHaveURL(/\/new$/)
  await expect(result).toContainText('"key":"••••••')
  // Compared here and not by expect(), whose failure would print both sides.
  const sent = JSON.parse(await bodyThatArrived(stack))
  expect(sent.text).toBe('Hamburg')
  expect(sent.key === value, 'the server received the value').toBe(true)
  await inspectPage(page, 'a template with the result of its test')

  // On a phone it is a sheet, and what is chosen stands at the cursor once it is gone.
  await page.setViewportSize(small)
  await bodyOf(page).focus()
  await keyboard.press('Control+End')
  await page.getByRole('button', { name: 'Macro Manager', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Macro Manager' })
  await expect(sheet.getByRole('option').first()).toBeVisible()
  await inspectPage(page, 'the Macro Manager on a small screen', { sizes: [small] })
  await sheet.getByRole('button', { name: 'Variables' }).click()
  await sheet.getByRole('option', { name: /hotline/ }).click()
  await expect(sheet).toBeHidden()
  await expect(bodyOf(page)).toBeFocused()
  await expect(bodyOf(page)).toHaveValue(/\}\{\{variables\.hotline\}\}$/)
})

test('what an event and a recipient say arrives as data: no reference, no quote and no script gets out', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { value, template } = await startTemplates(stack, tenant)
  const text = `{secrets.sms_key} {{secrets.sms_key}} {{event.x}} "quoted" \\" <script>alert(1)</script> & more`
  const samples = [{ name: 'Hostile', event: JSON.stringify({ x: text }), recipient: JSON.stringify({ x: text }) }]
  await stack.upstream.answer({})
  const page = await pageOf(tenant.people.editor)
  const preview = page.getByRole('region', { name: 'Preview' })

  const json = { bodyType: 'json', body: '["{{event.x}}","{{recipient.x}}",{{event.x}}]', samples }
  await page.goto(templatePath(tenant, await template(json)))
  await expect(preview).toContainText('{secrets.sms_key} {{secrets.sms_key}}')
  await expect(preview).not.toContainText('••••••')
  await stack.upstream.forget()
  expect(await sendTest(page)).toContain('200 OK')
  expect(JSON.parse(await bodyThatArrived(stack))).toEqual([text, text, text])

  const body = '<style>p { color: red }</style><p title="{{recipient.x}}">{{event.x}}</p>'
  const html = { bodyType: 'html', body, samples }
  await page.goto(templatePath(tenant, await template(html)))
  const frame = preview.locator('iframe')
  expect(await frame.getAttribute('sandbox')).toBe('')
  // Its own tags and quotes, and those of the nonce.
  expect((await frame.getAttribute('srcdoc'))?.match(/[<>"]/g)?.length).toBe(12)
  await preview.getByText('Source', { exact: true }).click()
  await expect(frame).toHaveCount(0)
  await inspectPage(page, 'a template of HTML')
  await stack.upstream.forget()
  expect(await sendTest(page)).toContain('200 OK')
  const sent = await bodyThatArrived(stack)
  expect(sent.match(/[<>"]/g)?.length).toBe(10)
  expect(sent.includes('script&#62;')).toBe(true)
  expect(sent.includes(value), 'the value is in what was sent').toBe(false)
})

test('an unknown macro, a bare name and an archived secret are marked, and nothing leaves', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { owner, place, template } = await startTemplates(stack, tenant)
  const list = await owner.get(`/api/console/${tenant.slug}/europe/secrets?q=sms_key`)
  const [secret] = JSON.parse(list.text).items
  await done(owner, 'archiveSecretAction', { ...place, id: secret.id, rowVersion: secret.rowVersion })
  const samples = [{ name: 'Hamburg', event: '{"station":"Hamburg"}', recipient: '{}' }]
  const body = '{{event.station}} {{event.gust}} {{evnt.x}} secrets.weather_fx {{secrets.sms_key}}'
  const page = await pageOf(tenant.people.editor)
  await page.goto(templatePath(tenant, await template({ body: body.replace('{{event.gust}} ', ''), samples })))
  await expect(page.getByText('sms_key is archived.')).toBeVisible()
  await expect(page.getByText('{{evnt.x}} is no macro')).toBeVisible()
  await bodyOf(page).fill(body)
  await expect(page.getByText('No example has gust in its event.')).toBeVisible()
  await inspectPage(page, 'a template with marks')
  await page.getByRole('button', { name: 'Make it {{secrets.weather_fx}}' }).click()
  await expect(bodyOf(page)).toHaveValue(body.replace(' secrets.weather_fx ', ' {{secrets.weather_fx}} '))
  await bodyOf(page).fill('{{event.station}} {{secrets.sms_key}}')
  await stack.upstream.forget()
  await page.getByRole('button', { name: 'Save and send' }).click()
  const result = page.getByRole('region', { name: 'Test result' })
  await expect(result).toContainText('secret_archived')
  await expect(result).toContainText('Nothing left Postern')
  expect(await stack.upstream.requests()).toEqual([])

  await page.getByRole('button', { name: 'More actions for Storm warning' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const question = page.getByRole('alertdialog')
  await inspectPage(page, 'the question before a template is deleted')
  await question.getByRole('button', { name: 'Delete template' }).click()
  await expect(page.getByText('Storm warning is deleted.')).toBeVisible()
  await expect(page).toHaveURL(/\/templates$/)
})
