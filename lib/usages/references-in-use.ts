import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ListedReference } from '#lib/references/list-references.ts'
import type { ConsumerKind } from './schema.ts'

/** Who refers to secrets in stored text. */
export type ReferringConsumer = { kind: ConsumerKind; id: string; domainId: string }

/**
 * Replaces what a consumer refers to, in the transaction that stores its text: "where used" is always true. A reference
 * that is new in its field is the actor's; one that stood there already stays of whoever put it there, also where
 * its secret was renamed. Another part of the secret is a new reference: where a username was aimed, no password was.
 */
export async function replaceReferences(
  scope: Scope<Permission>,
  consumer: ReferringConsumer,
  references: ListedReference[],
  renamed?: { from: string; to: string },
): Promise<void> {
  const key = {
    organizationId: scope.organization.id,
    domainId: consumer.domainId,
    consumerKind: consumer.kind,
    consumerId: consumer.id,
  }
  const before = await scope.tx.referenceInUse.findMany({
    where: key,
    select: { field: true, nameLower: true, setBy: true, parts: true },
  })
  const nameBefore = (nameLower: string) =>
    renamed && renamed.to.toLowerCase() === nameLower ? renamed.from.toLowerCase() : nameLower
  const stood = new Map(before.map((reference) => [keyOf(reference), reference]))
  await scope.tx.referenceInUse.deleteMany({ where: key })
  await scope.tx.referenceInUse.createMany({
    data: references.map(({ field, name, parts }) => {
      const reference = { field, nameLower: name.toLowerCase() }
      const old = stood.get(keyOf(reference)) ?? stood.get(keyOf({ field, nameLower: nameBefore(reference.nameLower) }))
      const isOld = old !== undefined && (old.parts === null || isWithin(parts, JSON.parse(old.parts)))
      return {
        ...key,
        ...reference,
        parts: JSON.stringify(parts),
        setBy: isOld ? old.setBy : reachOf(scope.actor),
      }
    }),
    skipDuplicates: true,
  })
}

const isWithin = (parts: string[], old: string[]) => parts.every((part) => old.includes(part))

const keyOf = ({ field, nameLower }: { field: string; nameLower: string }) => `${nameLower}\n${field}`

/** A secret as references find it. `domainIds` bounds where to look for those of the organization's; null: everywhere. */
export type ReferredSecret = {
  organizationId: string
  domainId: string | null
  name: string
  domainIds: readonly string[] | null
}

export type FoundReference = { domainId: string; consumerKind: string; consumerId: string; field: string }

/**
 * The stored references that mean a secret: of a domain's, those of its domain; of the organization's, those of every
 * domain that has no secret of the same name, in any state, before it. At most `limit`, consumer by consumer.
 */
export function referencesTo(client: Tx, secret: ReferredSecret, limit: number): Promise<FoundReference[]> {
  const { organizationId, domainId, domainIds } = secret
  const nameLower = secret.name.toLowerCase()
  if (domainId !== null) {
    return client.referenceInUse.findMany({
      where: { organizationId, domainId, nameLower },
      select: { domainId: true, consumerKind: true, consumerId: true, field: true },
      orderBy: [{ consumerKind: 'asc' }, { consumerId: 'asc' }, { field: 'asc' }],
      take: limit,
    })
  }
  // From the domains on, of which there are few: the index of the references begins with them.
  return client.$queryRaw<FoundReference[]>`
    SELECT r."domainId", r."consumerKind", r."consumerId", r."field"
      FROM "Domain" d
      JOIN "ReferenceInUse" r
        ON r."organizationId" = d."organizationId" AND r."domainId" = d."id" AND r."nameLower" = ${nameLower}
     WHERE d."organizationId" = ${organizationId}::uuid
       AND (${domainIds === null} OR d."id" = ANY(${[...(domainIds ?? [])]}::uuid[]))
       AND NOT EXISTS (SELECT 1 FROM "Secret" s
                        WHERE s."organizationId" = d."organizationId" AND s."scopeId" = d."id"
                          AND s."nameLower" = ${nameLower})
     ORDER BY r."domainId", r."consumerKind", r."consumerId", r."field" LIMIT ${limit}`
}
