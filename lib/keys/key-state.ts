import type { KeyObject } from 'node:crypto'
import type { OrganizationKeys } from './key-types.ts'
import type { RootKey } from './root-key.ts'

type KeyState = {
  root: RootKey
  installation: KeyObject
  /** By organization; committed keys only. */
  organizations: Map<string, OrganizationKeys>
  /**
   * By transaction, the organizations whose keys it made. Those are not held before they are committed: after a
   * rollback, what they seal would open never again.
   */
  madeIn: WeakMap<object, Set<string>>
}

// Next bundles this module more than once: what is prepared at the start must be found from every copy of it.
const held = globalThis as { posternKeys?: KeyState }

/** The keys that prepareInstallation() unwrapped. Throws if it has not run in this process. */
export function keyState(): KeyState {
  if (!held.posternKeys) throw new Error('prepareInstallation() must run before keys are used.')
  return held.posternKeys
}

/** Holds the keys for this process. With another installation, every organization's keys from before are forgotten. */
export function setKeyState(root: RootKey, installation: KeyObject): void {
  if (held.posternKeys?.installation.equals(installation)) return
  held.posternKeys = { root, installation, organizations: new Map(), madeIn: new WeakMap() }
}

/** Forgets every key, as a process does that ends. */
export function clearKeyState(): void {
  delete held.posternKeys
}
