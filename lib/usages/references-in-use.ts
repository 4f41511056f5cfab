import type { Permission } from '#lib/access/permissions.ts'
import type { Permit, Scope } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** Who refers to secrets in stored text. */
export type ReferringConsumer = { kind: 'integration_request'; id: string }

/** Replaces what a consumer refers to, in the transaction that stores its text: "where used" is always true. */
export async function replaceReferences(
  scope: Scope<Permission>,
  consumer: ReferringConsumer,
  references: { field: string; name: string }[],
): Promise<void> {
  const key = {
    organizationId: scope.organization.id,
    domainId: scope.domainId,
    consumerKind: consumer.kind,
    consumerId: consumer.id,
  }
  await scope.tx.referenceInUse.deleteMany({ where: key })
  await scope.tx.referenceInUse.createMany({
    data: references.map(({ field, name }) => ({ ...key, field, nameLower: name.toLowerCase() })),
    skipDuplicates: true,
  })
}

/** Which consumers of the permit's domain refer to a name, and in which fields. */
export async function consumersOf(permit: Permit<Permission>, name: string) {
  return await db().referenceInUse.findMany({
    where: { organizationId: permit.organization.id, domainId: permit.domainId, nameLower: name.toLowerCase() },
    select: { consumerKind: true, consumerId: true, field: true },
    orderBy: [{ consumerId: 'asc' }, { field: 'asc' }],
    take: 1000,
  })
}
