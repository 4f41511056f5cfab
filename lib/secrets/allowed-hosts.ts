import type { FieldErrors } from '#lib/core/errors.ts'
import { hostPatternProblem, normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'
import { publicSuffixProblem } from '#lib/host-rules/public-suffix-problem.ts'
import type { SecretPolicies } from './policies.ts'

/** How the change log writes allowed domains; null: any. */
export const allowedHostsText = (hosts: readonly string[]): string | null =>
  hosts.length === 0 ? null : hosts.join(', ')

/** Allowed domains as they are stored, each in its one form and none twice; and a sentence for each entry that will not do. */
export function judgeAllowedHosts(
  entries: readonly string[],
  policies: Pick<SecretPolicies, 'allowedDomainsRequired'>,
): { hosts: string[]; fields: FieldErrors } {
  const fields: FieldErrors = {}
  for (const [index, entry] of entries.entries()) {
    const problem = hostPatternProblem(entry) ?? publicSuffixProblem(entry)
    if (problem !== null) fields[`allowedHosts.${index}`] = problem
  }
  const count = Object.keys(fields).length
  const summary =
    count === 0
      ? missingHostsProblem(entries, policies)
      : `${count === 1 ? '1 entry' : `${count} entries`} cannot be stored. Correct or remove ${count === 1 ? 'it' : 'them'}.`
  if (summary !== null) fields.allowedHosts = summary
  return { hosts: [...new Set(entries.map(normalizeHostPattern))], fields }
}

/** Why a value cannot be stored with these allowed domains, or null: a policy may require some. */
export function missingHostsProblem(
  hosts: readonly string[],
  { allowedDomainsRequired }: Pick<SecretPolicies, 'allowedDomainsRequired'>,
): string | null {
  if (!allowedDomainsRequired || hosts.length > 0) return null
  return 'A policy of this organization requires allowed domains. Enter at least one, like api.example.com.'
}
