import type { Scope } from '#lib/access/permit.ts'
import type { Integration } from '#lib/db/generated/client.ts'

/** An integration of the scope's domain, which nobody else changes until the transaction ends; null: none. */
export async function holdIntegration(scope: Scope<'integration:edit'>, id: string): Promise<Integration | null> {
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Integration" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  return scope.tx.integration.findFirst({ where })
}
