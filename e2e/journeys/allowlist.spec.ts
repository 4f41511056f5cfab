import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openInBrowser, sealInBrowser } from '../browser/envelopes.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { createIntegration, createRequest, testRequest } from '../browser/integrations.ts'
import { createSecret, replaceToken, rowOf, submit } from '../browser/secrets.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done, storeSecret } from '../http/store.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

const goToAllowlist = async (page: Page, { slug }: SeededTenant) => {
  await page.goto(`/${slug}/europe/allowlist`)
  await expect(page.getByRole('heading', { level: 1, name: 'Allowlist' })).toBeVisible()
}

const endpointDrawer = (page: Page) => page.getByRole('dialog', { name: 'Add endpoint' })

/** Types an endpoint at the server of the tests, and chooses its key. */
async function typeEndpoint(page: Page, stack: Stack, { key, bits }: { key: string; bits: 128 | 192 | 256 }) {
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  const drawer = endpointDrawer(page)
  await drawer.getByLabel('Name').fill('Payments')
  await drawer.getByLabel('Host').fill(new URL(stack.upstream.origin).host)
  await drawer.getByLabel('Path').fill('/v2/*')
  await drawer.getByLabel('Encryption').selectOption(`AES-${bits}-GCM`)
  await drawer.getByRole('button', { name: 'Key: choose a secret' }).click()
  await page.getByRole('searchbox', { name: 'Search secrets' }).fill(key)
  await page
    .getByRole('dialog', { name: 'Choose a secret' })
    .getByRole('button', { name: new RegExp(`^${key}`) })
    .click()
  await expect(drawer.getByRole('button', { name: `Key: ${key}` })).toBeFocused()
  return drawer
}

async function createPayment(page: Page, tenant: SeededTenant, stack: Stack): Promise<void> {
  await page.goto(`/${tenant.slug}/europe/integrations`)
  await createIntegration(page, 'Payments', stack.upstream.origin)
  await createRequest(page, {
    name: 'Pay',
    method: 'POST',
    path: '/v2/payments',
    headers: [],
    query: [],
    body: '{"amount": 12}',
  })
}

const answerWith = (stack: Stack, body: string) =>
  stack.upstream.answer({ body, headers: [{ name: 'Content-Type', value: 'application/jose' }] })

const bodySeen = async (stack: Stack) => {
  const requests = await stack.upstream.requests()
  expect(requests.length, 'requests that arrived').toBe(1)
  return Buffer.from(requests[0]?.body ?? '', 'base64').toString()
}

test('document C: a key is stored as a secret, chosen for an endpoint, and requests to it leave encrypted', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const key = randomBytes(32)
  const owner = await pageOf(tenant.people.owner)
  await owner.goto(`/${tenant.slug}/secrets`)
  await createSecret(owner, { alias: 'production-aes-key', type: 'token', value: key.toString('base64') })

  await goToAllowlist(owner, tenant)
  await inspectPage(owner, 'the allowlist')
  const drawer = await typeEndpoint(owner, stack, { key: 'production-aes-key', bits: 192 })
  await submit(drawer)
  const chosen = drawer.getByRole('button', { name: 'Key: production-aes-key' })
  await expect(chosen).toHaveAccessibleDescription(/The key has 32 bytes; AES-192 needs 24\./)
  await expect(chosen).toBeFocused()
  await inspectPage(owner, 'an endpoint whose key does not fit')
  await drawer.getByLabel('Encryption').selectOption('AES-256-GCM')
  await submit(drawer)
  await expect(owner.getByText(/^Payments at .* is on the allowlist\.$/)).toBeVisible()
  await expect(owner.getByRole('row', { name: /^Payments / })).toContainText('production-aes-key')

  await owner.getByRole('button', { name: 'More actions for Payments' }).click()
  await owner.getByRole('menuitem', { name: 'Test encryption' }).click()
  const tests = owner.getByRole('dialog', { name: 'Test encryption: Payments' })
  await tests.getByRole('button', { name: 'Test encryption' }).click()
  await expect(tests.getByText('The round trip works.')).toBeVisible()
  await tests.getByLabel('Envelope', { exact: true }).fill(await sealInBrowser(owner, 'theirs', key))
  await tests.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(tests.getByRole('figure', { name: /^Opened with version 1 of the key/ })).toContainText('theirs')
  await inspectPage(owner, 'the test of an endpoint')
  await owner.keyboard.press('Escape')
  await expect(tests).toBeHidden()

  const editor = await pageOf(tenant.people.editor)
  await createPayment(editor, tenant, stack)
  await answerWith(stack, await sealInBrowser(owner, '{"paid": true}', key))
  await stack.upstream.forget()
  const shown = await testRequest(editor)
  expect(shown).toContain('{"paid": true}')
  expect(shown).toContain('in an envelope')
  const sent = await bodySeen(stack)
  expect(sent).not.toContain('amount')
  expect(await openInBrowser(owner, sent, key)).toBe('{"amount": 12}')

  await answerWith(stack, '{"paid": true}')
  expect(await testRequest(editor)).toContain('response_not_opened')
  await expect(editor.getByRole('region', { name: 'Test result' })).not.toContainText('"paid"')

  await owner.goto(`/${tenant.slug}/secrets`)
  await rowOf(owner, 'production-aes-key').getByRole('link', { name: 'production-aes-key' }).click()
  await expect(owner.getByRole('link', { name: /Payments/ }).first()).toBeVisible()
})

test('after a rotation of the key, answers under the value before open for the hours of grace', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const [first, second] = [randomBytes(16), randomBytes(16)]
  const admin = await pageOf(tenant.people.domain_admin)
  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await createSecret(admin, { alias: 'production-aes-key', type: 'token', value: first.toString('hex') })
  await goToAllowlist(admin, tenant)
  const drawer = await typeEndpoint(admin, stack, { key: 'production-aes-key', bits: 128 })
  await drawer.getByLabel('Key encoding').selectOption('Hex')
  await submit(drawer)
  await expect(drawer).toBeHidden()
  await createPayment(admin, tenant, stack)
  const request = new URL(admin.url()).pathname

  await admin.goto(`/${tenant.slug}/europe/settings/security`)
  await replaceToken(admin, 'production-aes-key', second.toString('hex'))

  const old = await sealInBrowser(admin, 'old but fine', first)
  await answerWith(stack, old)
  await stack.upstream.forget()
  await admin.goto(request)
  expect(await testRequest(admin)).toContain('old but fine')
  expect(await openInBrowser(admin, await bodySeen(stack), second)).toBe('{"amount": 12}')

  await goToAllowlist(admin, tenant)
  await admin.getByRole('button', { name: 'Edit Payments' }).click()
  const endpoint = admin.getByRole('dialog', { name: 'Edit endpoint' })
  await expect(endpoint.getByText(/Answers with version 1 still open until/)).toBeVisible()
  await endpoint.getByLabel('Hours of grace').fill('0')
  await submit(endpoint)
  await expect(endpoint).toBeHidden()
  await admin.goto(request)
  expect(await testRequest(admin)).toContain('response_not_opened')
  await answerWith(stack, await sealInBrowser(admin, 'new and fine', second))
  expect(await testRequest(admin)).toContain('new and fine')
})

test('with the policy on, only allowlisted addresses are called, and turning it on says what stops', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const { host } = new URL(stack.upstream.origin)
  const owner = await pageOf(tenant.people.owner)
  await changeSettings(owner, tenant.slug, () =>
    owner.getByRole('switch', { name: 'Only allowlisted addresses' }).click(),
  )
  const asked = owner.getByRole('alertdialog')
  await expect(asked).toContainText(`1 request and 1 workflow step stop at once`)
  await expect(asked).toContainText(`${host} (Europe)`)
  await inspectPage(owner, 'what the policy stops')
  await asked.getByRole('button', { name: 'Turn on and save' }).click()
  await expectSettingsSaved(owner)

  const editor = await pageOf(tenant.people.editor)
  await stack.upstream.answer({})
  await stack.upstream.forget()
  await editor.goto(`/${tenant.slug}/europe/integrations/${tenant.integrationId}/requests/${tenant.requestId}`)
  const refused = await testRequest(editor)
  expect(refused).toContain('endpoint_not_allowlisted')
  expect(refused).toContain('Nothing left Postern')
  expect(await stack.upstream.requests()).toEqual([])

  await goToAllowlist(owner, tenant)
  await expect(owner.getByText('Only allowlisted addresses may be called.')).toBeVisible()
  await owner.getByRole('button', { name: 'Add endpoint' }).click()
  const drawer = endpointDrawer(owner)
  await drawer.getByLabel('Name').fill('The weather itself')
  await drawer.getByLabel('Host').fill(host)
  await drawer.getByLabel('Path').fill('/forecast')
  await submit(drawer)
  await expect(drawer).toBeHidden()
  expect(await testRequest(editor)).toContain('200 OK')

  await owner.getByRole('button', { name: 'More actions for The weather itself' }).click()
  await owner.getByRole('menuitem', { name: 'Delete' }).click()
  await inspectPage(owner, 'what deleting an endpoint does')
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Delete endpoint' }).click()
  await expect(owner.getByText('The weather itself is no longer on the allowlist.')).toBeVisible()
  expect(await testRequest(editor)).toContain('endpoint_not_allowlisted')
})

test('an Editor sees the allowlist, whom to ask for a change, and nothing that would only refuse', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const editor = await pageOf(tenant.people.editor)
  await editor.goto(`/${tenant.slug}/europe/integrations`)
  await editor.getByRole('navigation', { name: 'Domain', exact: true }).getByRole('link', { name: 'Allowlist' }).click()
  await expect(editor.getByText(/Only admins can change the allowlist\. Ask .*Lena Fischer/)).toBeVisible()
  await expect(editor.getByRole('button', { name: /Add endpoint|Edit|Delete|Test|More actions/ })).toHaveCount(0)
  await editor.getByLabel('Search endpoints').fill('none of this name')
  await expect(editor.getByText(/^No endpoint in Europe has/)).toBeVisible()
  await editor.getByRole('button', { name: 'Clear search' }).click()
  await editor.getByRole('button', { name: 'View Weather service' }).click()
  const facts = editor.getByRole('dialog', { name: 'Endpoint' })
  await expect(facts.getByText('api.weather.example.com')).toBeVisible()
  await expect(facts.getByRole('textbox')).toHaveCount(0)
  await inspectPage(editor, 'an endpoint as an Editor sees it')
})

test('envelopes open with the browser’s WebCrypto and its open here, for 128 and 256 bits', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const place = { organization: tenant.slug, domain: 'europe' }
  for (const bits of [128, 256]) {
    const key = randomBytes(bits / 8)
    const keyName = `aes-${bits}`
    await storeSecret(admin, place, keyName, { value: key.toString('base64') })
    const where = { name: keyName, hostPattern: `a${bits}.example.com`, pathPattern: '/*', description: '' }
    const how = { encryption: `a${bits}gcm`, keyName, keyPart: null, keyEncoding: 'base64', graceHours: 0 }
    const { id } = await done(admin, 'createEndpointAction', { ...place, ...where, ...how })
    const text = 'Grüße \u{1f511}'
    const { envelope } = await done<{ envelope: string }>(admin, 'testEndpointAction', { ...place, id, text })
    expect(await openInBrowser(page, envelope, key)).toBe(text)
    const theirs = await sealInBrowser(page, text, key)
    const opened = await done<{ text: string }>(admin, 'openAnswerAction', { ...place, id, envelope: theirs })
    expect(opened.text).toBe(text)

    const said = new Set<string | undefined>()
    const wrong = [theirs.slice(0, -1), theirs.slice(1), await sealInBrowser(page, text, randomBytes(bits / 8))]
    for (const each of wrong) {
      const { result } = await admin.action('openAnswerAction', [{ ...place, id, envelope: each }])
      said.add(result?.error?.message)
    }
    expect([...said]).toEqual(['This is no envelope that the key of this endpoint opens to text.'])
  }
})
