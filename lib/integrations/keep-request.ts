import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/**
 * The integration of a request of the scope's domain, which nobody deletes until the transaction ends; null if there is
 * no such request. For whoever stores that something is sent through it.
 */
export async function keepRequest(scope: Scope<Permission>, id: string): Promise<{ integrationId: string } | null> {
  const [found] = await scope.tx.$queryRaw<{ integrationId: string }[]>`
    SELECT "integrationId" FROM "IntegrationRequest"
     WHERE "organizationId" = ${scope.organization.id}::uuid AND "domainId" = ${scope.domainId}::uuid
       AND "id" = ${id}::uuid FOR KEY SHARE`
  return found ?? null
}
