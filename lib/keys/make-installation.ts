import { createSecretKey, randomBytes } from 'node:crypto'
import type { RootKeyLocation } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { createRootKeyFile } from './create-root-key-file.ts'
import { openRootKey, placeOf, type RootKey } from './root-key.ts'

export const installationLabel = 'installation/1'

/** Any number that nothing else locks; "post" in ASCII. */
const advisoryLock = 0x706f_7374

/**
 * Makes the installation of an empty database, with the root key that stands where it should or, in a file, a new one.
 * False if another process made it meanwhile. Throws an OperatorError if the database is not empty, or if there is no
 * key and none can be made.
 */
export function makeInstallation(location: RootKeyLocation): Promise<boolean> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock})`
    if (await tx.installation.findUnique({ where: { id: 1 }, select: { id: true } })) return false
    await requireEmpty(tx)
    // The key is durable before the row that needs it. A crash in between leaves a key and an empty database, and the
    // next start goes on from there; the other order would leave a vault without its key.
    const root = openRootKey(location) ?? makeRootKey(location)
    const wrappedKey = root.wrap(createSecretKey(randomBytes(32)), installationLabel)
    await tx.installation.create({ data: { id: 1, rootKeyFingerprint: root.fingerprint, wrappedKey } })
    return true
  })
}

async function requireEmpty(tx: Tx): Promise<void> {
  const found =
    (await tx.organizationKey.findFirst({ select: { version: true } })) ??
    (await tx.organization.findFirst({ select: { id: true } })) ??
    (await tx.person.findFirst({ select: { id: true } }))
  if (!found) return
  throw new OperatorError(
    'This database holds data, but not the row that names its root key: it was restored in part. Restore all of it from a backup; Postern never makes a new key for an existing vault.',
  )
}

function makeRootKey(location: RootKeyLocation): RootKey {
  if (location.kind === 'env') {
    throw new OperatorError(
      `POSTERN_ROOT_KEY names the variable ${location.name}, which is not set. Set it to the line of a root key file, or set POSTERN_ROOT_KEY to file:PATH, where Postern makes one.`,
    )
  }
  createRootKeyFile(location.path)
  const made = openRootKey(location)
  if (made === null) throw new Error(`The root key was written to ${placeOf(location)} and is not there.`)
  return made
}
