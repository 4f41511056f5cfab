import type { KeyObject } from 'node:crypto'
import { env, type RootKeyLocation } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { rootFingerprint } from '#lib/crypto/root-fingerprint.ts'
import { parseRootKey } from '#lib/crypto/root-key-text.ts'
import { unwrapKey, wrapKey } from '#lib/crypto/wrap-key.ts'
import { readRootKeyFile } from './read-root-key-file.ts'

export type RootKey = {
  /** 16 hex digits; not secret. */
  fingerprint: string
  /** Encrypts a key so that it opens only with this root key and this label. */
  wrap(key: KeyObject, label: string): Uint8Array<ArrayBuffer>
  /** The key that `wrap` encrypted under this label. Throws OpenError for anything else. */
  unwrap(wrapped: Uint8Array, label: string): KeyObject
}

/**
 * The root key from where POSTERN_ROOT_KEY says, or null if nothing stands there. Throws an OperatorError, which quotes
 * nothing of the key, if it is damaged, cannot be read, or can be read by others on this machine.
 */
export function openRootKey(location: RootKeyLocation = env().rootKey): RootKey | null {
  const text = location.kind === 'file' ? readRootKeyFile(location.path) : (process.env[location.name] ?? '')
  if (text === null || (location.kind === 'env' && text === '')) return null
  const parsed = parseRootKey(text)
  if (parsed.ok) return rootKeyOf(parsed.key)
  throw new OperatorError(
    `The root key in ${placeOf(location)} is damaged: ${parsed.problem}. Put the key back from your backup.`,
  )
}

/** Where a root key stands, in the middle of a sentence. */
export function placeOf(location: RootKeyLocation): string {
  return location.kind === 'file' ? location.path : `the variable ${location.name}`
}

function rootKeyOf(key: KeyObject): RootKey {
  return {
    fingerprint: rootFingerprint(key),
    wrap: (inner, label) => wrapKey(key, inner, label),
    unwrap: (wrapped, label) => unwrapKey(key, wrapped, label),
  }
}
