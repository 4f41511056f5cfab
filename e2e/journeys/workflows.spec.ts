import { randomBytes } from 'node:crypto'
import { inspectPage } from '../browser/inspect-page.ts'
import { expect, test } from '../browser/test.ts'
import { addStep, pickSecret, runByHand, runStep, saveWorkflow, startWorkflow } from '../browser/workflows.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { storeSecret } from '../http/store.ts'

const json = [{ name: 'Content-Type', value: 'application/json' }]
const bodyOf = (request: { body: string } | undefined) => Buffer.from(request?.body ?? '', 'base64').toString('utf8')

test('an Editor builds a workflow whose second step takes a value of the first answer, and watches it run', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { origin } = stack.upstream
  const value = randomBytes(24).toString('base64url')
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const allowedHosts = [new URL(origin).host]
  await storeSecret(owner, { organization: tenant.slug, domain: 'europe' }, 'login_key', { value, allowedHosts })
  const page = await pageOf(tenant.people.editor)

  await startWorkflow(page, 'Nightly sync')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Add a step: a workflow without one does nothing.')).toBeVisible()
  await addStep(page, {
    name: 'login',
    method: 'POST',
    url: `${origin}/login?tenant=acme`,
    headers: [['X-Api-Key', '']],
  })
  // What was typed behind the ? is a parameter.
  await expect(page.getByLabel('URL')).toHaveValue(`${origin}/login`)
  await expect(page.getByRole('tab', { name: /^Query/ })).toContainText('1')
  await page.getByRole('group', { name: 'Header 1' }).getByRole('button', { name: 'Add Secret' }).click()
  await pickSecret(page, 'login_key')
  await expect(page.getByLabel('Header 1 value', { exact: true })).toHaveValue('{secret:login_key}')
  const body = '{"token":"{{steps.login.body#/session/token}}","line":"{{variables.hotline}}"}'
  await addStep(page, { name: 'post', method: 'POST', url: origin.replace('https', 'http'), body })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('URL')).toBeFocused()
  await expect(page.getByLabel('URL')).toHaveAccessibleDescription(/https/)
  await inspectPage(page, 'A step with a problem')
  await page.getByLabel('URL').fill(`${origin}/contacts`)
  await saveWorkflow(page, 'Nightly sync')

  // Live: the second step does not get its answer yet.
  const session = 'session-token-of-the-answer'
  const login = { headers: json, body: JSON.stringify({ session: { token: session }, echoed: value }) }
  await stack.upstream.answer({ targets: { '/login?tenant=acme': login, '/contacts': { stall: 'headers' } } })
  await stack.upstream.forget()
  await runByHand(page)
  await expect(runStep(page, 'login')).toContainText('Succeeded')
  await expect(runStep(page, 'post')).toContainText('Running')
  await expect(page.getByRole('status').filter({ hasText: 'Running step 2 of 2, post.' })).toHaveCount(1)
  await inspectPage(page, 'A run under way')
  await stack.upstream.hangUp()
  await expect(runStep(page, 'post')).toContainText('Failed')
  await expect(page.getByRole('status').filter({ hasText: 'The run failed at step 2 of 2, post.' })).toHaveCount(1)

  await stack.upstream.answer({ targets: { '/login?tenant=acme': login, '/contacts': { status: 201 } } })
  await stack.upstream.forget()
  await runByHand(page, '{"station":"Hamburg"}')
  await expect(page.getByRole('status').filter({ hasText: 'all 2 steps succeeded' })).toHaveCount(1)
  const requests = await stack.upstream.requests()
  expect(requests.length).toBe(2)
  const key = requests[0]?.headers.find(({ name }) => name.toLowerCase() === 'x-api-key')?.value
  expect(key === value, 'the server received the value').toBe(true)
  expect(JSON.parse(bodyOf(requests[1]))).toEqual({ token: session, line: '+44 20 7946 0000' })

  // The history has both, and shows dots where the value was.
  await runStep(page, 'login').getByRole('button').click()
  await expect(page.getByText('Request, as sent')).toBeVisible()
  const shown = await page.getByRole('list', { name: 'Steps of the run' }).textContent()
  expect(shown?.includes(value), 'the value is shown').toBe(false)
  expect(shown).toContain('••••••')
  await inspectPage(page, 'A run with its exchange')
  await page.getByRole('button', { name: 'Show the event' }).click()
  await expect(page.getByRole('region', { name: 'Event' })).toContainText('Hamburg')
  await page.getByRole('button', { name: 'All runs' }).click()
  const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect(runs).toHaveCount(3)
  await expect(runs.nth(1)).toContainText(/Succeeded.*By hand, Tom Abara.*2 of 2/s)
  await expect(runs.nth(2)).toContainText(/Failed.*post: /s)
  await inspectPage(page, 'Run history')
})

test('a failure stops the run, or it goes on; steps are moved by keys, copied, and put back', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { origin } = stack.upstream
  const page = await pageOf(tenant.people.editor)
  await startWorkflow(page, 'Two tries')
  await addStep(page, { name: 'first', method: 'GET', url: `${origin}/first`, goesOn: true })
  await addStep(page, { name: 'second', method: 'GET', url: `${origin}/second` })
  await saveWorkflow(page, 'Two tries')
  await stack.upstream.answer({ status: 500 })
  await stack.upstream.forget()
  await runByHand(page)
  await expect(page.getByRole('status').filter({ hasText: 'The run failed at step' })).toHaveCount(1)
  expect((await stack.upstream.requests()).map(({ target }) => target)).toEqual(['/first', '/second'])
  await expect(runStep(page, 'first')).toContainText(/Failed.*500/s)

  await page.getByRole('tab', { name: /^Steps/ }).click()
  const steps = page.getByRole('list', { name: 'Steps', exact: true }).getByRole('listitem')
  const down = page.getByRole('button', { name: 'Move step 1, first, down' })
  await down.focus()
  await page.keyboard.press('Enter')
  await expect(steps.first()).toContainText('second')
  await expect(page.getByRole('status').filter({ hasText: 'first is now step 2 of 2.' })).toHaveCount(1)
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await page.getByRole('button', { name: 'More actions for step 1, second' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByLabel('Step name')).toHaveValue('second-2')
  await page.getByRole('button', { name: 'More actions for step 2, second-2' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(steps).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(steps).toHaveCount(3)
  await inspectPage(page, 'Steps of a workflow')

  // What is not saved is not lost by a link.
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Workflows' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click()
  await saveWorkflow(page, 'Two tries')
  await stack.upstream.forget()
  await runByHand(page)
  await expect(page.getByRole('status').filter({ hasText: 'The run failed at step 1 of 3, second.' })).toHaveCount(1)
  expect((await stack.upstream.requests()).map(({ target }) => target)).toEqual(['/second'])
  await expect(runStep(page, 'first')).toContainText('Not run')
})
