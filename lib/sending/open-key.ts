import { clock } from '#lib/core/clock.ts'
import { readKey } from '#lib/envelope/read-key.ts'
import type { EnvelopeKey } from '#lib/envelope/seal-envelope.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import type { KeyInUse } from './key-in-use.ts'
import { openValues } from './open-values.ts'
import { Refusal } from './refusal.ts'
import type { Used } from './show-answer.ts'
import type { Use } from './use.ts'

/** The keys of an endpoint, opened. */
export type OpenedKey = Pick<KeyInUse, 'endpoint' | 'encryption'> & {
  /** What requests are sealed with. */
  current: EnvelopeKey
  /** What answers are opened with: also the version before, for as long as the endpoint says. */
  all: EnvelopeKey[]
  /** What an answer may not show of them, in every spelling of the bytes. */
  used: Used[]
}

/**
 * Opens the key of an endpoint. `kid` is the version of its secret. Throws the refusals `secret_part_required`,
 * `secret_part_missing`, and `value_not_encodable` for a value that is no such key, telling its length alone.
 */
export function openKey(key: KeyInUse, keys: OrganizationKeys): OpenedKey {
  const { endpoint, encryption, use, previous } = key
  const current = opened(key, use, keys)
  const isInGrace =
    previous !== null && previous.replacedAt.getTime() + endpoint.graceHours * 60 * 60 * 1000 > clock.now().getTime()
  const before = isInGrace ? openedBefore(key, previous.use, keys) : null
  const all = [current, ...(before ? [before] : [])]
  return { endpoint, encryption, current: current.key, all: all.map((each) => each.key), used: all.flatMap(spellings) }
}

type Opened = { key: EnvelopeKey; use: Use; text: string }

function opened({ endpoint, encryption }: KeyInUse, use: Use, keys: OrganizationKeys): Opened {
  const { secret, template, reference } = use
  const refuse = (code: Refusal['code'], why: string) =>
    new Refusal(code, `${why} ${template.label} names ${secret.name}. Choose another key, or give it another value.`, {
      note: 'The key does not fit',
      field: template.field,
      secret,
    })
  if (reference.part === 'username' || (secret.type !== 'token' && reference.part === null))
    throw refuse('secret_part_required', 'A key is a Token, a password, or one text of a JSON secret.')
  const value = openValues([use], keys).get(use)
  if (value?.kind !== 'secret' || (value.json !== null && !value.json.startsWith('"')))
    throw refuse('secret_part_required', 'A key is a Token, a password, or one text of a JSON secret.')
  const read = readKey(value.text, { encoding: endpoint.keyEncoding, encryption })
  if ('problem' in read) throw refuse('value_not_encodable', read.problem)
  return { key: { kid: String(secret.currentVersion), key: read.key }, use, text: value.text }
}

/** A version that was no such key does not stop what is sent under the current one. */
function openedBefore(key: KeyInUse, use: Use, keys: OrganizationKeys): Opened | null {
  try {
    return opened(key, use, keys)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Threat: the other end, which has the key too, answers with it in another encoding than it is stored in. */
function spellings({ key: { key }, use: { secret }, text }: Opened): Used[] {
  const bytes = key.export()
  const texts = new Set([text, bytes.toString('hex'), bytes.toString('base64')])
  return Array.from(texts, (each) => ({ secret, value: { text: each, json: null, pair: null, kind: 'secret' } }))
}
