import type { Tx } from '#lib/db/transaction.ts'

/** Takes a secret's row and all its sealed versions out of the database; the names that it had are free again. Who may, and that it is logged, is the caller's. */
export async function destroySecret(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<void> {
  await tx.secretVersion.deleteMany({ where: { organizationId, secretId: id } })
  await tx.reminder.deleteMany({ where: { organizationId, secretId: id } })
  await tx.reservedName.deleteMany({ where: { organizationId, secretId: id } })
  await tx.secret.delete({ where: { organizationId_id: { organizationId, id } } })
}
