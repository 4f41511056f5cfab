import assert from 'node:assert/strict'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import type { Tenant } from './make-tenant.ts'
import { usesByReading } from './uses-by-reading.ts'

/**
 * Each secret's "where used" is what a full reading of every stored text finds, with the domain's secret before the
 * organization's; and nothing is kept of what is gone.
 */
export async function assertWhereUsed(tenant: Tenant, at: string): Promise<void> {
  const uses = await usesByReading(tenant.organization.id)
  const secrets = await db().secret.findMany({ where: { organizationId: tenant.organization.id } })
  const rows = await db().referenceInUse.findMany({ where: { organizationId: tenant.organization.id } })
  assert.deepEqual(
    rows.map((row) => `${row.consumerKind} ${row.consumerId} ${row.field} ${row.nameLower}`).sort(),
    [...new Set(uses.map(({ kind, id, field, name }) => `${kind} ${id} ${field} ${name}`))].sort(),
    `${at}: what is stored of references`,
  )
  const permit = await tenant.organizationPermit('secret:list')
  for (const secret of secrets) {
    const expected = uses.filter(
      ({ name, domainId }) =>
        name === secret.nameLower &&
        (secret.domainId === domainId ||
          (secret.domainId === null &&
            !secrets.some((other) => other.domainId === domainId && other.nameLower === name))),
    )
    const shown = await placesOf(permit, secret, consumers)
    assert.deepEqual(
      shown.flatMap(({ kind, id, fields }) => fields.map((field) => `${kind} ${id} ${field}`)).sort(),
      [...new Set(expected.map(({ kind, id, field }) => `${kind} ${id} ${field}`))].sort(),
      `${at}: ${secret.domainId === null ? 'organization' : 'domain'} ${secret.name}`,
    )
  }
}
