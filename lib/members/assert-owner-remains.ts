import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'

/**
 * Makes sure that somebody else is an Owner who can sign in, before `personId` is none any more; and keeps them so until
 * the transaction ends. Of two Owners who go at once, the locks let one go. Throws `wrong_state`.
 */
export async function assertOwnerRemains(tx: Tx, organizationId: string, personId: string): Promise<void> {
  const owners = await tx.$queryRaw<{ personId: string }[]>`
    SELECT m."personId" FROM "Membership" m JOIN "Person" p ON p."id" = m."personId"
     WHERE m."organizationId" = ${organizationId}::uuid AND m."role" = 'owner' AND m."suspendedAt" IS NULL
       AND p."suspendedAt" IS NULL ORDER BY m."personId" FOR UPDATE OF m`
  if (owners.some((owner) => owner.personId !== personId)) return
  throw new PosternError(
    'wrong_state',
    'Nothing was changed. This is the last Owner of the organization. Make somebody else an Owner first.',
  )
}
