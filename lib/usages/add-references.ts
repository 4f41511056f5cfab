import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { lesserReach, reachOf } from '#lib/access/reach.ts'
import type { ListedReference } from '#lib/references/list-references.ts'
import type { ReferringConsumer } from './references-in-use.ts'

/** `copyOf`: the consumer whose text this one has. */
type NewConsumer = ReferringConsumer & { references: ListedReference[]; copyOf?: string }

/**
 * Notes what new consumers refer to, all of it put there by the actor, in the transaction that stores their text. In a copy
 * a reference is of the lesser of the actor and whoever put it into the original. Threat: an Editor aims a secret, which
 * waits for approval, and an admin who copies the thing approves it unawares.
 */
export async function addReferences(scope: Scope<Permission>, consumers: NewConsumer[]): Promise<void> {
  const reach = reachOf(scope.actor)
  const copied = await scope.tx.referenceInUse.findMany({
    where: {
      organizationId: scope.organization.id,
      consumerId: { in: consumers.flatMap(({ copyOf }) => (copyOf === undefined ? [] : [copyOf])) },
    },
    select: { consumerKind: true, consumerId: true, field: true, nameLower: true, setBy: true },
  })
  const original = new Map(copied.map((each) => [keyOf({ ...each, kind: each.consumerKind }), each.setBy]))
  await scope.tx.referenceInUse.createMany({
    data: consumers.flatMap(({ kind, id, domainId, references, copyOf }) =>
      references.map(({ field, name, parts }) => ({
        organizationId: scope.organization.id,
        domainId,
        consumerKind: kind,
        consumerId: id,
        field,
        nameLower: name.toLowerCase(),
        parts: JSON.stringify(parts),
        setBy:
          copyOf === undefined
            ? reach
            : lesserReach(
                reach,
                original.get(keyOf({ kind, consumerId: copyOf, field, nameLower: name.toLowerCase() })) ?? 'none',
              ),
      })),
    ),
    skipDuplicates: true,
  })
}

type Key = { kind: string; consumerId: string; field: string; nameLower: string }
const keyOf = ({ kind, consumerId, field, nameLower }: Key) => JSON.stringify([kind, consumerId, field, nameLower])
