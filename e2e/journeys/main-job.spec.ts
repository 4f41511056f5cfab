import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { ConsoleGuard } from '../browser/console-guard.ts'
import { createIntegration, createRequest, goToPage, testRequest } from '../browser/integrations.ts'
import { archive, createSecret, openEdit, rowOf, typeValue } from '../browser/secrets.ts'
import { signIn, signOut } from '../browser/sign-in.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { type Canary, newCanary } from '../leak-search/canary.ts'
import { type Places, Shown } from '../leak-search/everywhere.ts'
import { findPlanted } from '../leak-search/find-planted.ts'
import { searchAll } from '../leak-search/search-all.ts'
import { type Stack, startStack } from '../stack/start-stack.ts'

const secret = {
  token: newCanary('token'),
  rotated: newCanary('token, second value'),
  pem: ['first', 'second', 'third'].map((line) => newCanary(`PEM, ${line} line`)),
  username: newCanary('username'),
  password: newCanary('password', '~!@#$%^&*()+=?'),
  clientId: newCanary('JSON, clientId'),
  clientSecret: newCanary('JSON, clientSecret', '"\\/ <é€😀> &+%'),
  nested: newCanary('JSON, nested leaf'),
}
const passwords = {
  owner: newCanary('owner’s password'),
  lena: newCanary('admin’s password'),
  tom: newCanary('editor’s password'),
}
/** No secret: shown in lists, kept in tables. That the search finds it shows that it reads those places. */
const description = newCanary('description')
/** Put on purpose into every place in turn, at the end. */
const planted = newCanary('planted')

const canaries: Canary[] = [secret.token, secret.rotated, ...secret.pem, secret.username, secret.password]
canaries.push(secret.clientId, secret.clientSecret, secret.nested, ...Object.values(passwords))

const pemText = `-----BEGIN PRIVATE KEY-----\n${secret.pem.map(({ text }) => text).join('\n')}\n-----END PRIVATE KEY-----`
const json = `{\n  "clientId": ${JSON.stringify(secret.clientId.text)},\n  "clientSecret": ${JSON.stringify(secret.clientSecret.text)},\n  "database": { "ports": [5432], "password": ${JSON.stringify(secret.nested.text)} }\n}`

const owner = { name: 'Ines Okafor', email: 'ines.okafor@acme.example', password: passwords.owner.text }
const lena = { name: 'Lena Fischer', email: 'lena.fischer@acme.example', password: passwords.lena.text }
const tom = { name: 'Tom Abara', email: 'tom.abara@acme.example', password: passwords.tom.text }

test('an admin stores secrets, a request uses them, and nobody sees them again', async ({ playwright }, testInfo) => {
  test.setTimeout(240_000)
  const stack = await startStack()
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-profile-'))
  const { launchOptions, locale, viewport } = testInfo.project.use
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...launchOptions,
    locale,
    viewport,
    baseURL: stack.origin,
  })
  const places: Places = { stack, shown: new Shown(), profile, testInfo }
  try {
    const guard = new ConsoleGuard()
    guard.watch(context)
    // The used setup link is opened once more: there is nothing, and the browser says so.
    guard.allow(/status of 404 .*\/setup/)
    const page = context.pages()[0] ?? (await context.newPage())
    const keep = (name: string) => places.shown.keep(page, name)

    await test.step('the owner sets up and leaves', () => setUp(page, stack, keep))
    await stack.run('stack/add-people.ts', ['acme', 'europe'], {
      POSTERN_E2E_PEOPLE: JSON.stringify([
        { ...lena, role: 'domain_admin' },
        { ...tom, role: 'editor' },
      ]),
    })
    await test.step('a Domain Admin stores a secret of each type', () => storeSecrets(page, keep))
    await test.step('a request uses all of them', () => useSecrets(page, stack, keep))
    await test.step('a new value, and then none', () => rotateAndArchive(page, stack, keep))
    await test.step('an Editor looks', () => lookAsEditor(page, keep))
    expect(guard.said, 'what the pages said on the console').toEqual([])

    await test.step('search for every canary in every place', () =>
      searchAll(page, context, places, { canaries, description }))
    await test.step('the search finds what was planted', () => findPlanted(page, context, places, planted))
  } finally {
    await context.close()
    await stack.stop()
    stack.remove()
    fs.rmSync(profile, { recursive: true, force: true })
  }
})

type Keep = (name: string) => Promise<void>

async function setUp(page: Page, stack: Stack, keep: Keep): Promise<void> {
  expect(stack.setupLink, 'the link that `npm run up` printed').toMatch(/\/setup#/)
  await page.goto(stack.setupLink ?? '')
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('Email').fill(owner.email)
  await typeSecret(page, page.getByLabel('Password', { exact: true }), owner.password)
  await page.getByLabel('Organization name').fill('Acme')
  await page.getByLabel('First domain').fill('Europe')
  await page.getByRole('button', { name: 'Set up Postern' }).click()
  await page.waitForURL('**/setup/root-key')
  await expect(page.getByText(/Fingerprint/)).toBeVisible()
  await keep('back up the root key')
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.waitForURL('**/acme**')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await keep('the first page of a new owner')
  await signOut(page)
  await page.goto(stack.setupLink ?? '')
  await expect(page.getByText('This page does not exist')).toBeVisible()
}

async function storeSecrets(page: Page, keep: Keep): Promise<void> {
  await page.goto('/sign-in')
  await signIn(page, lena)
  await goToPage(page, 'Domain Settings')
  await expect(page.getByRole('heading', { name: 'API Tokens' })).toBeVisible()
  await expect(page.getByText('No secrets in Europe yet')).toBeVisible()
  await createSecret(page, {
    alias: 'api_token',
    type: 'token',
    value: secret.token.text,
    description: description.text,
  })
  await keep('after storing a token')
  await createSecret(page, { alias: 'pem_key', type: 'token', value: pemText })
  await keep('after storing a PEM key')
  const { username, password } = secret
  await createSecret(page, {
    alias: 'crm_login',
    type: 'username_password',
    username: username.text,
    password: password.text,
  })
  await keep('after storing a pair')
  await createSecret(page, { alias: 'service_account', type: 'json', value: json })
  await keep('after storing JSON')
  for (const alias of ['api_token', 'pem_key', 'crm_login', 'service_account']) {
    const drawer = await openEdit(page, alias)
    await keep(`Edit ${alias}`)
    await drawer.getByRole('button', { name: 'Cancel' }).click()
    await expect(drawer).toBeHidden()
  }
  await page.reload()
  await expect(rowOf(page, 'service_account')).toBeVisible()
  await keep('the Security tab')
}

const allOfThem = {
  name: 'Use all',
  method: 'POST',
  path: '/v2/everything',
  headers: [
    ['Authorization', 'Basic {secrets.crm_login}'],
    ['X-Api-Token', 'Token {secrets.API_token}'],
  ] as [string, string][],
  query: [['client', '{secrets.service_account#clientSecret}']] as [string, string][],
  body: '{"account": {secrets.service_account}, "user": "{secrets.crm_login#username}", "key": "{secrets.pem_key}"}',
}

async function useSecrets(page: Page, stack: Stack, keep: Keep): Promise<void> {
  await createIntegration(page, 'CRM sync', stack.upstream.origin)
  await createRequest(page, allOfThem)
  await keep('the saved request')
  // What a careless server does: it answers with everything that it was sent.
  const contentType = { name: 'Content-Type', value: 'text/plain; charset=utf-8' }
  await stack.upstream.answer({
    echo: true,
    headers: [contentType, { name: 'X-Seen', value: '{header}' }],
    reflect: 'X-Api-Token',
  })
  const shown = await testRequest(page)
  expect(shown).toContain('200 OK')
  expect(shown).toContain('••••••')
  expect(shown).toContain('authorization: Basic ••••••')
  expect(shown).toContain('/v2/everything')
  await keep('the exchange')

  const requests = await stack.upstream.requests()
  expect(requests.length, 'requests that arrived').toBe(1)
  const [request] = requests
  const header = (name: string) => request?.headers.find((each) => each.name.toLowerCase() === name)?.value
  const basic = Buffer.from(`${secret.username.text}:${secret.password.text}`).toString('base64')
  // Compared here and not by expect(), whose failure would print both sides.
  const arrived = {
    pair: header('authorization') === `Basic ${basic}`,
    token: header('x-api-token') === `Token ${secret.token.text}`,
    part: new URL(request?.target ?? '', stack.upstream.origin).searchParams.get('client') === secret.clientSecret.text,
    body: sameJson(Buffer.from(request?.body ?? '', 'base64').toString(), {
      account: JSON.parse(json),
      user: secret.username.text,
      key: pemText,
    }),
  }
  expect(arrived, 'what the server received is exactly what was stored').toEqual({
    pair: true,
    token: true,
    part: true,
    body: true,
  })

  for (const alias of ['api_token', 'pem_key', 'crm_login', 'service_account']) {
    await goToPage(page, 'Domain Settings')
    await page.getByRole('link', { name: alias, exact: true }).click()
    await expect(
      page.getByText(/^Last used .* by CRM sync · Use all at localhost:\d+: 200 in [\d,]+ ms$/),
    ).toBeVisible()
    await expect(page.getByRole('link', { name: 'CRM sync / Use all' })).toBeVisible()
    await keep(`details of ${alias}`)
    await page.getByRole('link', { name: 'Change Logs' }).click()
    await expect(page.getByText(/created it/)).toBeVisible()
    await keep(`Change Logs of ${alias}`)
  }
}

function sameJson(text: string, expected: object): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(expected)
  } catch {
    return false
  }
}

async function openRequest(page: Page): Promise<void> {
  await goToPage(page, 'Integrations')
  await page.getByRole('link', { name: 'CRM sync', exact: true }).click()
  await page.getByRole('link', { name: 'Use all', exact: true }).click()
  await expect(page.getByLabel('Path')).toHaveValue('/v2/everything')
}

async function rotateAndArchive(page: Page, stack: Stack, keep: Keep): Promise<void> {
  await goToPage(page, 'Domain Settings')
  const drawer = await openEdit(page, 'api_token')
  await typeValue(page, drawer, { type: 'token', value: secret.rotated.text })
  await drawer.getByRole('button', { name: 'Submit' }).click()
  await expect(page.getByText('api_token has a new value (version 2).')).toBeVisible()
  await keep('after a new value')

  await stack.upstream.forget()
  await openRequest(page)
  expect(await testRequest(page)).toContain('200 OK')
  await keep('the exchange with the new value')
  const [request] = await stack.upstream.requests()
  const token = request?.headers.find(({ name }) => name.toLowerCase() === 'x-api-token')?.value
  expect(token === `Token ${secret.rotated.text}`, 'the server received the new value').toBe(true)

  await goToPage(page, 'Domain Settings')
  await archive(page, 'api_token')
  await keep('after archiving')
  await stack.upstream.forget()
  await openRequest(page)
  const refused = await testRequest(page)
  expect(refused).toContain('secret_archived')
  expect(refused).toContain('Nothing left Postern')
  expect(refused).toMatch(/api_token.*is archived/i)
  await keep('the refused test')
  expect(await stack.upstream.requests(), 'what reached the server').toEqual([])
  await signOut(page)
}

async function lookAsEditor(page: Page, keep: Keep): Promise<void> {
  await signIn(page, tom)
  await goToPage(page, 'Domain Settings')
  await expect(page.getByRole('heading', { name: 'Secrets' })).toBeVisible()
  await expect(rowOf(page, 'pem_key')).toBeVisible()
  await expect(rowOf(page, 'api_token')).toHaveCount(0)
  for (const name of ['API Tokens', 'Change Logs', 'Add Secret', 'Edit', 'Archive']) {
    await expect(page.getByText(name, { exact: true }), name).toHaveCount(0)
  }
  await keep('the Security tab of an Editor')
  await page.getByRole('link', { name: 'pem_key', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'pem_key' })).toBeVisible()
  await expect(page.getByText('Change Logs')).toHaveCount(0)
  await keep('a secret for an Editor')
  await openRequest(page)
  for (const name of ['Save', 'Test']) {
    await expect(page.getByRole('button', { name, exact: true }), name).toBeVisible()
  }
  await keep('a request for an Editor')
}
