import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { ChangeDetails } from './schema.ts'

/** What a change is called in the log, and what it was done to. Details hold texts, never a secret's value. */
export type PendingEntry = {
  action: string
  subject: {
    kind:
      | 'secret'
      | 'integration'
      | 'integration_request'
      | 'variable'
      | 'workflow'
      | 'template'
      | 'allowlist_endpoint'
      | 'organization'
      | 'domain'
      | 'person'
      | 'invitation'
      | 'token'
    id: string
    name: string
  }
  /** The domain it happened in, where the permit holds for more than one. */
  domainId?: string | null
  details?: ChangeDetails
}

const pending = new WeakMap<Scope<Permission>, PendingEntry[]>()

/** Notes an entry for the log; runChange() appends it as the last act of the scope's transaction. */
export function record(scope: Scope<Permission>, entry: PendingEntry): void {
  const entries = pending.get(scope) ?? []
  entries.push(entry)
  pending.set(scope, entries)
}

/** Says that a change turned out to change nothing, so that no entry is due. */
export function recordNothing(scope: Scope<Permission>): void {
  if (!pending.has(scope)) pending.set(scope, [])
}

/** What was noted in this scope; undefined if neither record() nor recordNothing() was called. */
export function notedIn(scope: Scope<Permission>): PendingEntry[] | undefined {
  return pending.get(scope)
}
