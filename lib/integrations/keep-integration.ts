import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/** Sees that nobody deletes an integration of the scope's domain until the transaction ends. Throws `not_found`. */
export async function keepIntegration(scope: Scope<'integration:edit'>, id: string): Promise<void> {
  const found = await scope.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Integration"
     WHERE "organizationId" = ${scope.organization.id}::uuid AND "domainId" = ${scope.domainId}::uuid
       AND "id" = ${id}::uuid FOR KEY SHARE`
  if (found.length === 0) throw new PosternError('not_found')
}
