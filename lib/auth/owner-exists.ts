import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Whether this installation has an owner already: then there is nothing to set up. */
export async function ownerExists(tx: Pick<Tx, 'membership'> = db()): Promise<boolean> {
  return (await tx.membership.findFirst({ where: { role: 'owner' }, select: { personId: true } })) !== null
}
