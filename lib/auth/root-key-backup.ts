import { env } from '#lib/core/env.ts'
import { groupFingerprint } from '#lib/crypto/root-fingerprint.ts'
import { db } from '#lib/db/client.ts'
import type { RootKeyBackup } from './schema.ts'

/** Where the root key stands that an owner is to back up, and by what to recognize it. Null for anybody but an owner. */
export async function rootKeyBackup(personId: string): Promise<RootKeyBackup | null> {
  const owner = await db().membership.findFirst({ where: { personId, role: 'owner' }, select: { personId: true } })
  if (!owner) return null
  const { rootKeyFingerprint } = await db().installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { rootKeyFingerprint: true },
  })
  return { location: env().rootKey, fingerprint: groupFingerprint(rootKeyFingerprint) }
}
