import type { ContentEncryption } from '#lib/envelope/content-encryption.ts'
import type { FoundEndpoint, FoundKey } from './read-place.ts'
import { Refusal } from './refusal.ts'
import type { Use } from './use.ts'

/** The key of the endpoint that a request goes to, as a use of its secret: judged and opened like any other. */
export type KeyInUse = {
  endpoint: Pick<FoundEndpoint, 'name' | 'keyEncoding' | 'graceHours'>
  encryption: ContentEncryption
  use: Use
  /** The same use of the version before, and when it was replaced; null: it is destroyed, or there was none. */
  previous: { use: Use; replacedAt: Date } | null
}

/** Null for an endpoint without encryption. Throws the refusal `secret_not_found`, which names the endpoint. */
export function keyInUse(
  endpoint: Pick<FoundEndpoint, 'name' | 'encryption' | 'keyName' | 'keyPart' | 'keyEncoding' | 'graceHours'> | null,
  keys: Map<string, FoundKey>,
): KeyInUse | null {
  if (!endpoint || endpoint.encryption === 'none') return null
  const { encryption, keyName: name, keyPart: part } = endpoint
  const found = keys.get(name.toLowerCase())
  const label = `The key of the allowlist endpoint ${endpoint.name}`
  if (!found) {
    throw new Refusal(
      'secret_not_found',
      `There is no secret named ${name} here. ${label} names it. Create it, or choose another key for the endpoint.`,
      { note: 'The key does not exist', field: 'key', secret: { id: null, name } },
    )
  }
  const reference = { start: 0, end: 0, name, part, raw: '' }
  const piece = { kind: 'reference' as const, reference, place: 'text' as const }
  const template = { field: 'key', label, pieces: [piece] }
  const asUse = (secret: FoundKey['secret']): Use => ({ template, piece, reference, place: 'text', secret })
  return {
    endpoint,
    encryption,
    use: asUse(found.secret),
    previous: found.previous && { use: asUse(found.previous), replacedAt: found.changedAt },
  }
}
