import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { namingPlaces } from './naming-places.ts'
import type { VariableDetails, VariableItem, VariableList } from './schema.ts'

const columns = {
  id: true,
  name: true,
  value: true,
  description: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
} as const

/** Lower-case name → value of every variable of the permit's domain, as it is at this moment. The values are data. */
export async function readVariables(permit: Permit<Permission>): Promise<Map<string, string>> {
  const rows = await db().variable.findMany({
    where: { organizationId: permit.organization.id, domainId: permit.domainId },
    select: { nameLower: true, value: true },
  })
  return new Map(rows.map(({ nameLower, value }) => [nameLower, value]))
}

/** The variables of the permit's domain, by name. */
export async function listVariables(permit: Permit<'variable:list'>): Promise<VariableList> {
  const rows = await db().variable.findMany({
    where: { organizationId: permit.organization.id, domainId: permit.domainId },
    select: columns,
    orderBy: { nameLower: 'asc' },
  })
  return { items: rows.map(itemOf) }
}

/** A variable of the permit's domain, and the texts that name it. Throws `not_found`. */
export async function getVariable(permit: Permit<'variable:list'>, id: string): Promise<VariableDetails> {
  const row = isUuid(id)
    ? await db().variable.findFirst({
        where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
        select: columns,
      })
    : null
  if (!row) throw new PosternError('not_found')
  return { ...itemOf(row), places: await namingPlaces(permit, row.name) }
}

const itemOf = ({ updatedAt, ...row }: Omit<VariableItem, 'updatedAt'> & { updatedAt: Date }): VariableItem => ({
  ...row,
  updatedAt: updatedAt.toISOString(),
})
