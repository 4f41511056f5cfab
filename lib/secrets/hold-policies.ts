import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/**
 * Keeps the organization's policies as they are until the transaction ends; a change of them that is under way is waited
 * for. Called before any row is locked: a change of policies destroys versions, and then nothing waits in a circle.
 */
export async function holdPolicies({
  tx,
  organization,
}: Pick<Scope<Permission>, 'tx' | 'organization'>): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Organization" WHERE "id" = ${organization.id}::uuid FOR SHARE`
}
