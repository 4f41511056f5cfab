import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'

/**
 * Makes sure that a password which was verified a moment ago is still the person's, and keeps it so until the
 * transaction ends: a sign-in that began before a password was changed opens no session after it. Throws `invalid`.
 */
export async function holdPassword(tx: Tx, personId: string, passwordHash: string | null): Promise<void> {
  const [isStill] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Person"
     WHERE "id" = ${personId}::uuid AND "passwordHash" = ${passwordHash} AND "suspendedAt" IS NULL FOR SHARE`
  if (!isStill)
    throw new PosternError('invalid', 'You are not signed in. This account was changed meanwhile. Try again.')
}
