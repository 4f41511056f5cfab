import type { Permit } from '#lib/access/permit.ts'
import type { Reach } from '#lib/access/reach.ts'
import { db } from '#lib/db/client.ts'
import type { Aim } from '#lib/sending/aim.ts'

/** By whose reach a saved request is aimed. A secret that several fields name counts by the least reach of them. */
export async function readAim(
  permit: Permit<'integration:test'>,
  { integrationId, id }: { integrationId: string; id: string },
): Promise<Aim> {
  const organizationId = permit.organization.id
  const { hostSetBy } = await db().integration.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: integrationId } },
    select: { hostSetBy: true },
  })
  const rows = await db().referenceInUse.findMany({
    where: { organizationId, consumerKind: 'integration_request', consumerId: id },
    select: { nameLower: true, setBy: true },
  })
  const references = new Map<string, Reach>()
  for (const { nameLower, setBy } of rows) {
    const known = references.get(nameLower)
    references.set(nameLower, known === undefined ? setBy : lesser(known, setBy))
  }
  return { host: hostSetBy, references }
}

const lesser = (one: Reach, other: Reach): Reach => order[Math.min(order.indexOf(one), order.indexOf(other))] ?? 'none'

const order: readonly Reach[] = ['none', 'domain', 'organization']
