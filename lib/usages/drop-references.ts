import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { ConsumerKind } from './schema.ts'

/**
 * Forgets what consumers of the scope's domain refer to, in the transaction that deletes them: "where used" is always
 * true. With a field, what stands in it counts as put there anew by whoever stores it next.
 */
export async function dropReferences(
  scope: Scope<Permission>,
  consumers: { kind: ConsumerKind; ids: readonly string[] },
  field?: string,
): Promise<void> {
  await scope.tx.referenceInUse.deleteMany({
    where: {
      organizationId: scope.organization.id,
      domainId: scope.domainId,
      consumerKind: consumers.kind,
      consumerId: { in: [...consumers.ids] },
      ...(field !== undefined && { field }),
    },
  })
}
