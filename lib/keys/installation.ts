import type { KeyObject } from 'node:crypto'
import { env, type RootKeyLocation } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { groupFingerprint } from '#lib/crypto/root-fingerprint.ts'
import { db } from '#lib/db/client.ts'
import { keyState, setKeyState } from './key-state.ts'
import { installationLabel, makeInstallation } from './make-installation.ts'
import { openRootKey, placeOf, type RootKey } from './root-key.ts'

export type PreparedInstallation = {
  /** This call made it. */
  isNew: boolean
  /** Of the root key, in groups of four. */
  fingerprint: string
  /** Where the root key stands: a path, or `the variable NAME`. */
  place: string
}

type Row = { rootKeyFingerprint: string; wrappedKey: Uint8Array }

const never = 'Postern never makes a new key for an existing vault.'
const damaged =
  'The row "Installation" of this database is not what Postern wrote there. Restore the database from a backup.'

/**
 * Must run at the start of every process, before it serves. On an empty database it makes the root key (if none is
 * there) and the installation; on any other it opens the installation with the root key that the database names.
 * Throws an OperatorError if that key is missing, another, unreadable or damaged: a vault never gets a second key.
 */
export async function prepareInstallation(location: RootKeyLocation = env().rootKey): Promise<PreparedInstallation> {
  let row = await findRow()
  const isNew = row === null && (await makeInstallation(location))
  row ??= await findRow()
  if (row === null) throw new Error('The installation was made and is not there.')
  const root = openExpectedKey(location, row)
  setKeyState(root, unwrapInstallation(root, row))
  return { isNew, fingerprint: groupFingerprint(root.fingerprint), place: placeOf(location) }
}

/** The key that sessions and server actions derive theirs from. Throws unless prepareInstallation() has run. */
export function installationKey(): KeyObject {
  return keyState().installation
}

function findRow(): Promise<Row | null> {
  return db().installation.findUnique({ where: { id: 1 }, select: { rootKeyFingerprint: true, wrappedKey: true } })
}

function openExpectedKey(location: RootKeyLocation, row: Row): RootKey {
  // It is printed on a terminal, and whoever writes to the database could have put anything there.
  if (!/^[0-9a-f]{16}$/.test(row.rootKeyFingerprint)) throw new OperatorError(damaged)
  const expected = `This database was made with root key ${groupFingerprint(row.rootKeyFingerprint)}`
  const root = openOrExplain(location, expected)
  const place = placeOf(location)
  if (root === null) {
    throw new OperatorError(
      location.kind === 'file'
        ? `${expected}, and ${place} does not exist. Put that file back from your backup; ${never}`
        : `${expected}, and ${place} is not set. Set it to that key from your backup; ${never}`,
    )
  }
  if (root.fingerprint === row.rootKeyFingerprint) return root
  throw new OperatorError(
    `${expected}, and ${place} holds root key ${groupFingerprint(root.fingerprint)}. Put the first one there from your backup, or start Postern with the database that belongs to the second.`,
  )
}

function openOrExplain(location: RootKeyLocation, expected: string): RootKey | null {
  try {
    return openRootKey(location)
  } catch (error) {
    if (error instanceof OperatorError) throw new OperatorError(`${error.message} ${expected}.`)
    throw error
  }
}

function unwrapInstallation(root: RootKey, row: Row): KeyObject {
  try {
    return root.unwrap(row.wrappedKey, installationLabel)
  } catch {
    throw new OperatorError(damaged)
  }
}
