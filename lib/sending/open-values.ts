import { ReadPermit } from '#lib/core/read-permit.ts'
import { open, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { type JsonTree, jsonPartOf, minifyJson, readJson } from '#lib/references/json-part.ts'
import { parsePart } from '#lib/references/parse-part.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import type { Use } from './use.ts'
import type { OpenedValue } from './used-values.ts'

/** Opens the value of each use, each sealed field and each part of it once. The only module of a send that reads plaintext. */
export function openValues(uses: Use[], keys: OrganizationKeys): Map<Use, OpenedValue> {
  const opened = new Map<string, string>()
  const read = (secret: FoundSecret, field: 'value' | 'username') => {
    const key = `${secret.id}:${field}`
    const text = opened.get(key) ?? openField(secret, field, keys)
    opened.set(key, text)
    return text
  }
  const trees = new Map<string, JsonTree>()
  const treeOf = (secret: FoundSecret) => {
    const tree = trees.get(secret.id) ?? readJson(read(secret, 'value'))
    trees.set(secret.id, tree)
    return tree
  }
  // By what is asked for: a body can name one part of one secret ten thousand times.
  const values = new Map<string, OpenedValue>()
  const openedFor = (use: Use) => {
    const key = `${use.secret.id}#${use.reference.part ?? ''}`
    const value = values.get(key) ?? openUse(use, (field) => read(use.secret, field), treeOf)
    values.set(key, value)
    return value
  }
  return new Map(uses.map((use) => [use, openedFor(use)]))
}

function openField(secret: FoundSecret, field: 'value' | 'username', keys: OrganizationKeys): string {
  const sealed = field === 'value' ? secret.sealedValue : secret.sealedUsername
  const key = sealed && keys.sealing.get(sealedKeyId(sealed))
  // No sentence for people: what is missing here was taken away in the database.
  if (!key) throw new Error(`The sealed ${field} of secret ${secret.id} is missing, or its key is.`)
  const associatedData = secretAssociatedData({
    organizationId: secret.organizationId,
    domainId: secret.domainId,
    secretId: secret.id,
    version: secret.currentVersion,
    field,
    type: secret.type,
    visibility: secret.visibility,
    purpose: secret.purpose,
    allowedHosts: secret.allowedHosts,
  })
  return open(key, sealed, associatedData).readText(ReadPermit.granted)
}

/** Throws the refusal `secret_part_missing` where a JSON value has not the part that is asked for. */
function openUse(
  use: Use,
  read: (field: 'value' | 'username') => string,
  treeOf: (secret: FoundSecret) => JsonTree,
): OpenedValue {
  const { part } = use.reference
  const plain = { json: null, pair: null, kind: 'secret' } as const
  switch (use.secret.type) {
    case 'token':
      return { ...plain, text: read('value') }
    case 'username_password': {
      if (part === 'username') return { ...plain, text: read('username'), kind: 'username' }
      if (part === 'password') return { ...plain, text: read('value') }
      const pair = { username: read('username'), password: read('value') }
      return { ...plain, text: `${pair.username}:${pair.password}`, pair }
    }
    case 'json': {
      if (part === null) {
        const text = minifyJson(read('value'))
        return { ...plain, text, json: text, kind: 'whole-json' }
      }
      const keys = parsePart(part)
      const found = keys.ok ? jsonPartOf(treeOf(use.secret), keys.keys) : null
      if (!found) throw partMissing(use)
      const kind =
        found.type === 'object' || found.type === 'array'
          ? 'whole-json'
          : found.type === 'boolean'
            ? 'boolean'
            : 'secret'
      return { ...plain, text: found.text, json: found.source, kind }
    }
  }
}

function partMissing({ secret, reference, template }: Use): Refusal {
  return new Refusal(
    'secret_part_missing',
    `${secret.name} has no part #${reference.part}, or it is null. ${template.label} names it. Correct the reference, or give the secret a new value that has it.`,
    { note: '1 secret has no such part', field: template.field, secret },
  )
}
