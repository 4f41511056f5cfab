import type { Scope } from '#lib/access/permit.ts'
import type { Stop } from './schema.ts'

/** The stop of the scope's own place, locked until the transaction ends; null: sends go. */
export async function lockStop({ tx, organization, scopeId }: Scope<'sends:stop'>): Promise<Stop | null> {
  const [row] = await tx.$queryRaw<{ stoppedAt: Date; stoppedByName: string }[]>`
    SELECT "stoppedAt", "stoppedByName" FROM "SendStop"
     WHERE "organizationId" = ${organization.id}::uuid AND "scopeId" = ${scopeId}::uuid FOR UPDATE`
  return row ? stopOf(row) : null
}

export const stopOf = ({ stoppedAt, stoppedByName }: { stoppedAt: Date; stoppedByName: string }): Stop => ({
  stoppedAt: stoppedAt.toISOString(),
  stoppedByName,
})
