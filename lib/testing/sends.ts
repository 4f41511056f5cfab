// What tests of whole sends stand on: real servers with TLS in processes of their own, a tenant of their own, and short
// names for storing, sending and looking at what arrived. Importing it sets all that up for the test file.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import type { Credential } from '#lib/secrets/schema.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { send } from '#lib/sending/send.ts'
import { aConsumer } from './a-consumer.ts'
import { secretInput } from './a-secret.ts'
import { makeTenant, type Tenant } from './make-tenant.ts'
import { trustAuthority } from './trust-authority.ts'
import { startUpstream, type Upstream } from './upstream.ts'

export let upstream: Upstream
/** Its certificate is self-signed. */
export let impostor: Upstream
export let tenant: Tenant

/** Names this process among the database's clients, whatever other tests run beside it. */
export const applicationName = `send-test-${process.pid}`

before(async () => {
  const address = process.env.DATABASE_URL ?? ''
  process.env.DATABASE_URL = `${address}${address.includes('?') ? '&' : '?'}application_name=${applicationName}`
  upstream = await startUpstream()
  impostor = await startUpstream({ certificate: 'self-signed' })
  trustAuthority(upstream.authority)
  // Read once, at the first use of the environment.
  process.env.POSTERN_ALLOW_PRIVATE = `localhost:${upstream.port},127.0.0.1:${upstream.port},localhost:${impostor.port},localhost:9`
  tenant = await makeTenant()
})
beforeEach(async () => {
  await Promise.all([upstream.forget(), impostor.forget()])
  await upstream.answer({ echo: true, headers: [{ name: 'Content-Type', value: 'text/plain' }] })
})
after(async () => {
  await Promise.all([upstream.stop(), impostor.stop(), disconnect()])
})

/** A value that stands nowhere else. */
export const canary = (kind: string) => `canary-${kind}-${randomBytes(12).toString('hex')}`

let serial = 0
export async function store(credential: Credential, on = tenant): Promise<{ id: string; name: string }> {
  serial += 1
  const input = secretInput(on.place, { name: `secret-${serial}`, ...credential })
  return runChange(await on.permit('secret:create'), (scope) => createSecret(scope, input))
}
/** A token of the domain europe. */
export const token = (value: string) => store({ type: 'token', value })

export const request = (changes: Partial<StoredRequest> = {}): StoredRequest => ({
  method: 'POST',
  baseUrl: upstream.origin,
  path: '/v1/contacts',
  headers: [],
  query: [],
  bodyType: 'none',
  body: '',
  followRedirects: false,
  retries: 0,
  ...changes,
})
export const withHeader = (value: string, name = 'X-Api-Key') => request({ headers: [{ name, value }] })

export const consumer = aConsumer()
export const sendIt = async (stored: StoredRequest, on = tenant) =>
  send(await on.permit('integration:test'), consumer, stored)

export type Refused = Extract<Exchange, { outcome: 'refused' }>
export type Answered = Extract<Exchange, { outcome: 'answered' }>
/** What came of a request that must be refused. */
export async function refused(stored: StoredRequest, on = tenant): Promise<Refused> {
  const exchange = await sendIt(stored, on)
  assert.equal(exchange.outcome, 'refused', JSON.stringify(exchange))
  return exchange as Refused
}
/** What came of a request that must be answered. */
export async function answered(stored: StoredRequest): Promise<Answered> {
  const exchange = await sendIt(stored)
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
  return exchange as Answered
}
/** The headers of the first request that arrived. */
export const headersSeen = async () =>
  new Map((await upstream.requests())[0]?.headers.map(({ name, value }) => [name, value]))
/** Its body. */
export const bodySeen = async () => Buffer.from((await upstream.requests())[0]?.body ?? '', 'base64').toString('utf8')
export const usageOf = (id: string | null) =>
  db().usageRecord.findFirst({ where: { id: id ?? randomUUID() }, include: { secrets: true } })
export const stateOf = (exchange: Exchange) =>
  Object.fromEntries(exchange.steps.map(({ step, state }) => [step, state]))
