import type { KeyObject } from 'node:crypto'
import { clock } from '#lib/core/clock.ts'
import { webhookKey } from '#lib/crypto/webhook-signature.ts'
import { db } from '#lib/db/client.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { assertRowIsGenuine } from '#lib/secrets/row-mac.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import { openValues } from '#lib/sending/open-values.ts'
import type { FoundSecret } from '#lib/sending/read-place.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import type { Hook } from './find-hook.ts'

/** A key that deliveries may be signed with, and the version of the secret that it is. */
export type HookKey = { key: KeyObject; secret: FoundSecret }

/** So long the version before is taken too, because a sender gets the new key at another moment. Standard Webhooks 1.0.0. */
const graceMs = 24 * 60 * 60 * 1000

/**
 * The keys that deliveries to a webhook may be signed with, as the database has them at this moment: the secret's current
 * version, and the one before for 24 hours after it was replaced, never one that is destroyed. Else why there is none, for
 * the log alone. Throws if a row was written by somebody without the organization's key.
 */
export async function readHookKeys({ place, keyName, keyPart }: Hook): Promise<HookKey[] | { problem: string }> {
  const { organization, domain } = place
  const keys = await organizationKeys(db(), organization.id)
  const rows = await db().secret.findMany({
    where: {
      organizationId: organization.id,
      scopeId: { in: [domain.id, organization.id] },
      nameLower: keyName.toLowerCase(),
    },
  })
  // The domain's own stands before the organization's, in every state.
  const row = rows.find(({ scopeId }) => scopeId === domain.id) ?? rows[0]
  if (!row) return { problem: 'the secret does not exist' }
  assertRowIsGenuine(keys.rowMac, row)
  const status = secretStatus(row, organization.timeZone)
  if (status !== 'active') return { problem: `the secret is ${status}` }
  if (row.purpose === 'integration') return { problem: 'the secret is for integrations' }
  const { currentVersion } = row
  const versions = await db().secretVersion.findMany({
    where: {
      organizationId: row.organizationId,
      secretId: row.id,
      version: { in: [currentVersion, currentVersion - 1] },
    },
    orderBy: { version: 'desc' },
  })
  const replacedAt = versions.find(({ version }) => version === currentVersion)?.createdAt.getTime() ?? 0
  const isInGrace = clock.now().getTime() - replacedAt < graceMs
  const found = versions.flatMap(({ version, allowedHosts, sealedValue, sealedUsername, destroyedAt }) => {
    if (version !== currentVersion && (!isInGrace || destroyedAt !== null || sealedValue === null)) return []
    const secret = { ...row, status, currentVersion: version, allowedHosts, sealedValue, sealedUsername }
    const key = openKey({ ...secret, isHostApproved: false }, keyPart, keys)
    return key ? [{ key, secret: { ...secret, isHostApproved: false } }] : []
  })
  return found.length > 0 ? found : { problem: 'the secret is no key of 16 bytes or more' }
}

/** A Token, the password of a pair, or one text of a JSON secret; null: it is none, or too short. */
function openKey(secret: FoundSecret, part: string | null, keys: OrganizationKeys): KeyObject | null {
  if (part === 'username' || (secret.type !== 'token' && part === null)) return null
  const reference = { start: 0, end: 0, name: secret.name, part, raw: '' }
  const piece = { kind: 'reference' as const, reference, place: 'text' as const }
  const template = { field: 'webhook', label: 'The webhook', pieces: [piece] }
  const use = { template, piece, reference, place: 'text' as const, secret }
  try {
    const value = openValues([use], keys).get(use)
    const isText = value?.kind === 'secret' && (value.json === null || value.json.startsWith('"'))
    return value && isText ? webhookKey(value.text) : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
