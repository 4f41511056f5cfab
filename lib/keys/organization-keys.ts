import { createSecretKey, randomBytes } from 'node:crypto'
import { PosternError } from '#lib/core/errors.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import type { SealingKey } from '#lib/crypto/seal.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { keyState } from './key-state.ts'
import type { OrganizationKeys } from './key-types.ts'

/** A quarter of what NIST SP 800-38D, 8.3, allows one key with random nonces. */
export const sealLimit = 2n ** 30n

/** Makes the first sealing key and the index key of a new organization. Throws if it has keys already. */
export async function createOrganizationKeys(tx: Tx, organizationId: string): Promise<void> {
  const { root, madeIn } = keyState()
  madeIn.set(tx, (madeIn.get(tx) ?? new Set()).add(organizationId))
  const version = 1
  await tx.organizationKey.createMany({
    data: (['sealing', 'index'] as const).map((purpose) => {
      const wrapped = root.wrap(createSecretKey(randomBytes(32)), labelOf({ organizationId, purpose, version }))
      return { organizationId, purpose, version, wrapped }
    }),
  })
}

/**
 * An organization's keys, unwrapped once and then kept in memory. Throws an Error if it has none, and OpenError if a
 * wrapped key was changed, or moved from another organization, purpose or version.
 */
export async function organizationKeys(client: Tx, organizationId: string): Promise<OrganizationKeys> {
  const { organizations, madeIn } = keyState()
  const known = organizations.get(organizationId)
  if (known) return known
  const keys = await loadKeys(client, organizationId)
  // What a READ COMMITTED transaction sees is committed, or its own.
  if (!madeIn.get(client)?.has(organizationId)) organizations.set(organizationId, keys)
  return keys
}

/**
 * Counts `n` values that the caller's transaction seals, and gives the key to seal them with. Throws a PosternError if
 * the active key would have sealed more than 2^30.
 */
export async function countSeals(tx: Tx, organizationId: string, n: number): Promise<SealingKey> {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError('The number of seals must be 1 or more.')
  const { sealing } = await organizationKeys(tx, organizationId)
  const counted = await tx.organizationKey.updateManyAndReturn({
    where: { organizationId, purpose: 'sealing', isActive: true, seals: { lte: sealLimit - BigInt(n) } },
    data: { seals: { increment: n } },
    select: { version: true },
  })
  const version = counted[0]?.version
  if (version === undefined) {
    throw new PosternError(
      'invalid',
      'Nothing was saved. This organization’s key has sealed as many values as it safely may. Ask whoever runs Postern to rotate it.',
    )
  }
  return sealing.get(version) ?? (await reloadedKey(tx, organizationId, version))
}

/** The key that another process activated after this one read the organization's keys. */
async function reloadedKey(tx: Tx, organizationId: string, version: number): Promise<SealingKey> {
  keyState().organizations.delete(organizationId)
  const { sealing } = await organizationKeys(tx, organizationId)
  const key = sealing.get(version)
  if (!key) throw new Error('The active sealing key is not in the database.')
  return key
}

async function loadKeys(client: Tx, organizationId: string): Promise<OrganizationKeys> {
  const { root } = keyState()
  const rows = await client.organizationKey.findMany({
    where: { organizationId },
    select: { organizationId: true, purpose: true, version: true, wrapped: true, isActive: true },
  })
  const sealing = new Map<number, SealingKey>()
  for (const row of rows) {
    if (row.purpose !== 'sealing') continue
    sealing.set(row.version, { id: row.version, key: root.unwrap(row.wrapped, labelOf(row)) })
  }
  const activeRows = rows.filter((row) => row.purpose === 'sealing' && row.isActive)
  const indexRows = rows.filter((row) => row.purpose === 'index')
  const active = activeRows.length === 1 ? sealing.get(activeRows[0]?.version ?? 0) : undefined
  const index = indexRows.length === 1 ? indexRows[0] : undefined
  if (!active || !index) throw new Error('The organization has not exactly one active sealing key and one index key.')
  const indexKey = root.unwrap(index.wrapped, labelOf(index))
  return {
    sealing,
    active,
    rowMac: deriveKey(indexKey, 'postern/row-mac/1'),
    logChain: deriveKey(indexKey, 'postern/log-chain/1'),
    duplicates: deriveKey(indexKey, 'postern/duplicates/1'),
  }
}

type KeyRow = { organizationId: string; purpose: 'sealing' | 'index'; version: number }

/** What a wrapped key is bound to. None of the parts can hold a slash. */
function labelOf({ organizationId, purpose, version }: KeyRow): string {
  return `organization/${organizationId.toLowerCase()}/${purpose}/${version}`
}
