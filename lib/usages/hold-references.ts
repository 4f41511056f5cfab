import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

// Whoever stores text with references and whoever renames a secret must see each other: a rename rewrites what is
// stored, and nothing else may be stored under the old name while it does. Taken before any row is locked, so that two
// of them never wait for each other. Held until the transaction ends.

/** For a change that stores text with references: many at once, but none beside a rename. */
export async function shareReferences({ tx, organization }: Scope<Permission>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`references/${organization.id}`}, 0))`
}

/** For a rename: alone. */
export async function ownReferences({ tx, organization }: Scope<Permission>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`references/${organization.id}`}, 0))`
}
