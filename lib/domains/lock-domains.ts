import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/** One change of an organization's domains at a time: else two could get the same name, or one too many be made. */
export async function lockDomains({ tx, organization }: Scope<Permission>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`domains/${organization.id}`}, 0))`
}
