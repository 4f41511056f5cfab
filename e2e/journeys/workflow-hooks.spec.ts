import { createHmac, randomBytes } from 'node:crypto'
import { inspectPage } from '../browser/inspect-page.ts'
import { expect, test } from '../browser/test.ts'
import { addStep, pickSecret, runStep, saveWorkflow, startWorkflow } from '../browser/workflows.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { storeSecret } from '../http/store.ts'

/** Signed as Standard Webhooks says, by other means than Postern's own. */
function deliver(url: string, key: string, body: string, { id = `msg_${randomBytes(9).toString('hex')}` } = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  })
}

test('a signed delivery runs the workflow, and what it says is data, never a reference', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { origin } = stack.upstream
  const place = { organization: tenant.slug, domain: 'europe' }
  const key = randomBytes(32).toString('base64url')
  const value = randomBytes(24).toString('base64url')
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, place, 'hook_key', { value: key, purpose: 'webhook' })
  await storeSecret(owner, place, 'station_key', { value, allowedHosts: [new URL(origin).host] })
  // A variable says the same as the event will.
  const said = '{secrets.station_key} {secret:station_key} {{secrets.station_key}}'
  await owner.action('createVariableAction', [{ ...place, name: 'hostile', value: said, description: '' }])

  const page = await pageOf(tenant.people.editor)
  await startWorkflow(page, 'Station reports')
  await addStep(page, {
    name: 'post',
    method: 'POST',
    url: `${origin}/reports`,
    headers: [['X-Station-Key', '{secret:station_key}']],
    body: '{"said":"{{event.text}}","variable":"{{variables.hostile}}"}',
  })
  await page.getByRole('tab', { name: /^Inbound webhook/ }).click()
  await page.getByRole('switch', { name: 'Run by an inbound webhook' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Choose the secret that signs.')).toBeVisible()
  await page.getByRole('button', { name: 'Choose a secret' }).click()
  await pickSecret(page, 'hook_key')
  await expect(page.getByRole('button', { name: 'Choose another' })).toBeFocused()
  await saveWorkflow(page, 'Station reports')
  await page.getByRole('tab', { name: /^Inbound webhook/ }).click()
  const address = page.getByLabel('Address', { exact: true })
  await expect(address).toHaveValue(/\/api\/hooks\/[0-9a-f-]{36}$/)
  await inspectPage(page, 'Inbound webhook')
  const url = await address.inputValue()

  await stack.upstream.answer({ status: 202 })
  await stack.upstream.forget()
  const event = JSON.stringify({ text: said })
  expect((await deliver(url, randomBytes(32).toString('base64url'), event)).status, 'signed with another key').toBe(401)
  expect(await stack.upstream.requests()).toEqual([])
  const first = await deliver(url, key, event, { id: 'msg_1' })
  expect(first.status).toBe(202)
  expect((await deliver(url, key, event, { id: 'msg_1' })).status, 'the same once more').toBe(200)

  await page.getByRole('tab', { name: 'Runs' }).click()
  const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect(runs).toHaveCount(2)
  await expect(runs.nth(1)).toContainText('Inbound webhook')
  await runs.nth(1).getByRole('button').click()
  await expect(runStep(page, 'post')).toContainText('Succeeded')
  const requests = await stack.upstream.requests()
  expect(requests.length, 'one delivery, one request').toBe(1)
  const sent = requests[0]
  expect(JSON.parse(Buffer.from(sent?.body ?? '', 'base64').toString('utf8'))).toEqual({ said, variable: said })
  const header = sent?.headers.find(({ name }) => name.toLowerCase() === 'x-station-key')?.value
  expect(header === value, 'the step’s own reference is resolved').toBe(true)

  // A new address: the old one is gone at once.
  await page.getByRole('tab', { name: /^Inbound webhook/ }).click()
  await page.getByRole('button', { name: 'New address' }).click()
  await inspectPage(page, 'New address')
  await page.getByRole('alertdialog').getByRole('button', { name: 'New address' }).click()
  await expect(address).not.toHaveValue(url)
  expect((await deliver(url, key, event)).status).toBe(404)
  const next = await address.inputValue()

  // Disabled, it starts nothing; the list says so.
  await page.getByRole('button', { name: 'More actions for Station reports' }).click()
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable workflow' }).click()
  await expect(page.getByText('Station reports is disabled.')).toBeVisible()
  expect((await deliver(next, key, event)).status).toBe(404)
  await page.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Workflows' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Station reports' })
  await expect(row).toContainText('Disabled')
  await inspectPage(page, 'Workflows')
  await row.getByRole('button', { name: 'More actions for Station reports' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete workflow' }).click()
  await expect(row).toHaveCount(0)
})
