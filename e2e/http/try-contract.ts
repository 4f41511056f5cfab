import { readFileSync } from 'node:fs'
import path from 'node:path'
import { randomText } from '../leak-search/canary.ts'
import type { AskedToken } from '../stack/add-tokens.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { type ApiAnswer, ApiClient, type ApiRequest } from './api-client.ts'
import { ApiContract, type DescribedOperation } from './api-contract.ts'
import { apiExpectations, scopes } from './api-expectations.ts'
import { apiInput, type InputPlace, requestOf } from './api-inputs.ts'
import { ConsoleClient } from './console-client.ts'
import { hostileRequests } from './hostile-requests.ts'

/** What came of a run: how many requests were sent, and every answer that breaks a promise. */
export type Tried = { calls: number; problems: string[] }

/**
 * Calls every operation that the served description names, first as it should be called and then with `hostile` requests
 * that are wrong in some way: each answer is a described one, none is a failure of Postern, and none holds a value that is
 * stored, or that came with a wrong request. Nor does the log of the installation.
 */
export async function tryContract(
  stack: Stack,
  tenant: SeededTenant,
  { seed, hostile }: { seed: number; hostile: number },
): Promise<Tried> {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const contract = await ApiContract.servedTo(new ApiClient(stack, null))
  const clients = await clientsFor(stack, tenant, contract.operations)
  const stored = await storeCanaries(stack, clients[0] as ApiClient)
  const sent = randomText(40)
  const tried: Tried = { calls: 0, problems: [] }
  const judge = (operation: DescribedOperation, request: ApiRequest, answer: ApiAnswer, isValid: boolean) => {
    tried.calls += 1
    const found = [
      contract.problemOf(operation, answer),
      isValid && answer.status >= 300 ? `what is right is refused: ${answer.status} ${answer.text}` : null,
      holds(answer, stored) ? 'it has a stored value' : null,
      operation.path.startsWith('/secrets') && holds(answer, [sent]) ? 'it says a value again that was sent' : null,
    ]
    for (const problem of found)
      if (problem) tried.problems.push(`${operation.operationId}, seed ${seed}: ${problem}\n  ${shortOf(request)}`)
  }
  for (const [index, operation] of contract.operations.entries()) {
    const client = clients[index] as ApiClient
    const place = { owner, tenant, stack }
    for (const level of ['domain', 'organization'] as const) {
      if (!mayWorkAt(operation, level)) continue
      const input = await apiInput(operation.operationId, { ...place, level })
      const request = requestOf(operation.method, operation.path, input)
      judge(operation, request, await client.send(request), true)
    }
    for (const request of await wrongRequests(contract, operation, place, { seed, count: hostile, canary: sent })) {
      const answer = await client.send(request).catch((error: unknown) => cutOff(error, request))
      if (answer) judge(operation, request, answer, false)
    }
  }
  const log = readFileSync(path.join(stack.home, 'up.log'), 'utf8')
  for (const canary of [...stored, sent]) if (log.includes(canary)) tried.problems.push('the log has a value')
  return tried
}

/** Whoever still sends a body that was refused already may find the connection closed (RFC 9112, 9.6): null. */
function cutOff(error: unknown, { body = '' }: ApiRequest): null {
  const { code } = error as NodeJS.ErrnoException
  if (body.length > 1024 * 1024 && (code === 'ECONNRESET' || code === 'EPIPE')) return null
  throw error
}

/** A row that says of no token that it may: there is nothing to call at this level. */
const mayWorkAt = ({ operationId }: DescribedOperation, level: 'domain' | 'organization'): boolean =>
  apiExpectations[operationId]?.[level]?.startsWith('y') === true

async function wrongRequests(
  contract: ApiContract,
  operation: DescribedOperation,
  place: Omit<InputPlace, 'level'>,
  options: { seed: number; count: number; canary: string },
): Promise<ApiRequest[]> {
  const level = mayWorkAt(operation, 'domain') ? 'domain' : 'organization'
  const valid = await apiInput(operation.operationId, { ...place, level })
  return hostileRequests(contract, operation, valid, options)
}

/** A token for each operation, because each has a quota. */
async function clientsFor(stack: Stack, tenant: SeededTenant, operations: readonly unknown[]): Promise<ApiClient[]> {
  const asked: AskedToken[] = operations.map(() => ({ organization: tenant.slug, domain: null, scopes: [...scopes] }))
  const texts = await stack.run<string[]>('stack/add-tokens.ts', [JSON.stringify(asked)])
  return texts.map((text) => new ApiClient(stack, text))
}

/** Values of every type that no answer may hold, also where an upstream sends them back. Answers them. */
async function storeCanaries(stack: Stack, client: ApiClient): Promise<string[]> {
  const [token, username, password, key] = [randomText(40), randomText(40), randomText(40), randomText(40)]
  const host = new URL(stack.upstream.origin).host
  const bodies = [
    { scope: 'domain', domain: 'europe', name: 'canary_token', type: 'token', value: token, allowedHosts: [host] },
    { scope: 'organization', name: 'canary.pair', type: 'username_password', value: { username, password } },
    { scope: 'organization', name: 'canary.json', type: 'json', value: { key }, visibility: 'masked' },
  ]
  for (const body of bodies) {
    const { status, text } = await client.send({ method: 'POST', path: '/secrets', body: JSON.stringify(body) })
    if (status !== 201) throw new Error(`A canary was not stored: ${status} ${text}`)
  }
  await stack.upstream.answer({ echo: true })
  const request = {
    method: 'POST',
    url: `${stack.upstream.origin}/echo`,
    headers: { 'X-Key': '{secrets.canary_token}' },
    body: 'text and {secrets.canary_token}',
  }
  const body = JSON.stringify({ domain: 'europe', request })
  const { status, text } = await client.send({ method: 'POST', path: '/send', body })
  if (status !== 200 || !text.includes('text and') || text.includes(token))
    throw new Error(`The echo of a value was not answered as it should be: ${status}`)
  return [token, username, password, key]
}

const holds = ({ text, headers }: ApiAnswer, canaries: readonly string[]): boolean => {
  const all = `${text}\n${JSON.stringify(headers)}`
  return canaries.some((canary) => all.includes(canary) || all.includes(Buffer.from(canary).toString('base64')))
}

const shortOf = ({ method, path, headers, body }: ApiRequest): string =>
  `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)} ${(body ?? '').slice(0, 300)}`
