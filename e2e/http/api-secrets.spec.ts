import { expect, test } from '../browser/test.ts'
import { randomText } from '../leak-search/canary.ts'
import type { AskedToken } from '../stack/add-tokens.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { ApiClient } from './api-client.ts'
import { ConsoleClient } from './console-client.ts'
import { done } from './store.ts'

async function programOf(stack: Stack, { slug }: SeededTenant, domain: string | null): Promise<ApiClient> {
  const asked: AskedToken[] = [{ organization: slug, domain, scopes: ['secrets:read', 'secrets:write'] }]
  const [text = ''] = await stack.run<string[]>('stack/add-tokens.ts', [JSON.stringify(asked)])
  return new ApiClient(stack, text)
}

const secret = (value: string) => ({ scope: 'domain', domain: 'europe', name: 'by_program', type: 'token', value })
const etag = (rowVersion: number) => ({ 'If-Match': `"${rowVersion}"` })

test('a program and a person change one secret: each sees what the other did, and nobody overwrites it unseen', async ({
  stack,
  tenants: [tenant],
}) => {
  const program = await programOf(stack, tenant, 'europe')
  const person = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const place = { organization: tenant.slug, domain: 'europe' }
  const value = randomText(40)
  const made = await program.send({ method: 'POST', path: '/secrets', body: JSON.stringify(secret(value)) })
  expect([made.status, made.headers.etag]).toEqual([201, '"1"'])
  const { id } = JSON.parse(made.text) as { id: string }
  expect(made.headers.location).toBe(`/api/v1/secrets/${id}`)

  const address = `/api/console/${tenant.slug}/europe/secrets/${id}`
  const seen = await person.get(address)
  expect(JSON.parse(seen.text)).toMatchObject({ name: 'by_program', createdByName: 'CI', rowVersion: 1 })
  await done(person, 'editSecretAction', { ...place, id, rowVersion: 1, description: 'By a person', expiresOn: null })

  const edit = { method: 'PATCH', path: `/secrets/${id}`, body: JSON.stringify({ description: 'By a program' }) }
  const stale = await expectUnchanged(stack.databaseUrl, () => program.send({ ...edit, headers: etag(1) }))
  expect([stale.status, JSON.parse(stale.text).code]).toEqual([412, 'stale_version'])
  const known = await program.send({ method: 'GET', path: `/secrets/${id}` })
  expect(known.headers.etag).toBe('"2"')
  const edited = await program.send({ ...edit, headers: { 'If-Match': known.headers.etag } })
  expect([edited.status, edited.headers.etag]).toEqual([200, '"3"'])

  const log = await person.get(`${address}/changes`)
  const items = (JSON.parse(log.text) as { items: { action: string; actorName: string }[] }).items
  expect(items.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['secret.edited', 'CI'],
    ['secret.edited', tenant.people.domain_admin.name],
    ['secret.created', 'CI'],
  ])
  const shown = [made, seen, stale, known, edited, log].map(({ text }) => text).join()
  expect(shown.includes(value)).toBe(false)
})

test('a token that a person revokes changes nothing any more, from the next request', async ({
  stack,
  tenants: [tenant],
}) => {
  const program = await programOf(stack, tenant, null)
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const list = await owner.get(`/api/console/${tenant.slug}/tokens`)
  const [token] = (JSON.parse(list.text) as { items: { id: string }[] }).items
  expect((await program.send({ method: 'GET', path: '/secrets' })).status).toBe(200)
  await done(owner, 'revokeTokenAction', { organization: tenant.slug, id: token?.id })
  const body = JSON.stringify(secret(randomText(40)))
  const refused = await expectUnchanged(stack.databaseUrl, () =>
    program.send({ method: 'POST', path: '/secrets', body }),
  )
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([401, 'unauthenticated'])
})
