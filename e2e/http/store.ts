import { randomBytes } from 'node:crypto'
import type { ConsoleClient } from './console-client.ts'

type Place = { organization: string; domain?: string }
type Seen = { id: string; rowVersion: number }

const common = { allowedHosts: [] as string[], expiresOn: null, visibility: 'restricted', purpose: 'any' }

/** Calls an action that must work, past every page, and answers what it returned. */
export async function done<T = Seen>(client: ConsoleClient, action: string, input: object): Promise<T> {
  const { result } = await client.action(action, [input])
  if (!result?.ok) throw new Error(`${action} was refused: ${JSON.stringify(result?.error)}`)
  return result.data as T
}

/** Stores a token with a random value, past every page: for a journey that is about something else. */
export async function storeSecret(
  client: ConsoleClient,
  place: Place,
  name: string,
  { type = 'token', value = randomBytes(24).toString('base64url'), ...over }: Record<string, unknown> = {},
): Promise<Seen> {
  const input = { ...place, description: '', ...common, type, name, value, ...over }
  const { id, rowVersion } = await done<Seen>(client, 'createSecretAction', input)
  return { id, rowVersion }
}

/** Stores so many tokens at once, named `{prefix}000` and on. */
export async function storeMany(client: ConsoleClient, place: Place, prefix: string, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`)
  const text = names.map((name) => `${name}=${randomBytes(24).toString('base64url')}`).join('\n')
  const decisions = names.map((name, row) => ({ row, act: 'create', name }))
  const input = { ...place, format: 'env', text, common, decisions, isAllOrNothing: true }
  await done(client, 'importSecretsAction', input)
}
