import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import type { ListedReference } from '#lib/references/list-references.ts'
import type { ReferringConsumer } from './references-in-use.ts'

/** Notes what new consumers refer to, all of it put there by the actor, in the transaction that stores their text. */
export async function addReferences(
  scope: Scope<Permission>,
  consumers: (ReferringConsumer & { references: ListedReference[] })[],
): Promise<void> {
  await scope.tx.referenceInUse.createMany({
    data: consumers.flatMap(({ kind, id, domainId, references }) =>
      references.map(({ field, name, parts }) => ({
        organizationId: scope.organization.id,
        domainId,
        consumerKind: kind,
        consumerId: id,
        field,
        nameLower: name.toLowerCase(),
        parts: JSON.stringify(parts),
        setBy: reachOf(scope.actor.role),
      })),
    ),
    skipDuplicates: true,
  })
}
