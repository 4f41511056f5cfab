import type { Scope } from '#lib/access/permit.ts'
import type { Stop } from './schema.ts'

type Row = { sendsStoppedAt: Date | null; sendsStoppedByName: string | null }

/**
 * The stop of the scope's own place, locked until the transaction ends: of two admins at once, the second sees what the
 * first has done. Not against foreign keys, which an entry of the log needs.
 */
export async function lockStop({ tx, organization, domain }: Scope<'sends:stop'>): Promise<Stop | null> {
  const [row] = domain
    ? await tx.$queryRaw<Row[]>`
        SELECT "sendsStoppedAt", "sendsStoppedByName" FROM "Domain"
         WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${domain.id}::uuid FOR NO KEY UPDATE`
    : await tx.$queryRaw<Row[]>`
        SELECT "sendsStoppedAt", "sendsStoppedByName" FROM "Organization"
         WHERE "id" = ${organization.id}::uuid FOR NO KEY UPDATE`
  if (!row) throw new Error('The place of this stop does not exist.')
  return stopOf(row)
}

/** The stop that a row of an organization or a domain holds; null: sends go. */
export const stopOf = ({ sendsStoppedAt, sendsStoppedByName }: Row): Stop | null =>
  sendsStoppedAt && { stoppedAt: sendsStoppedAt.toISOString(), stoppedByName: sendsStoppedByName ?? '' }
