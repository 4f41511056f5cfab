import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'

const dayMs = 24 * 60 * 60 * 1000

/** When an archived secret is destroyed: until then it can be restored. */
export const endOfRetention = (archivedAt: Date, retentionDays: number): Date =>
  new Date(archivedAt.getTime() + retentionDays * dayMs)

/** Whole days until an archived secret is destroyed, begun ones counted: 0 once it is due. */
export const daysUntilDestroyed = (archivedAt: Date, retentionDays: number): number =>
  Math.max(0, Math.ceil((endOfRetention(archivedAt, retentionDays).getTime() - clock.now().getTime()) / dayMs))

/** Why a secret that was archived then cannot be restored any more, or null. */
export async function retentionProblem(scope: Scope<Permission>, archivedAt: Date): Promise<string | null> {
  const { retentionDays } = await scope.tx.organization.findUniqueOrThrow({
    where: { id: scope.organization.id },
    select: { retentionDays: true },
  })
  if (clock.now() < endOfRetention(archivedAt, retentionDays)) return null
  return `This secret was archived more than ${retentionDays === 1 ? 'a day' : `${retentionDays} days`} ago, which is as long as ${scope.organization.name} keeps archived secrets. It is being destroyed.`
}
