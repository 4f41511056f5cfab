import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Destroys the sealed values of a secret's versions up to and with `last`, and what was derived from them. For ever. */
export async function destroyVersions(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
  last: number,
): Promise<void> {
  await tx.secretVersion.updateMany({
    where: { organizationId, secretId: id, version: { lte: last }, destroyedAt: null },
    data: {
      sealedValue: null,
      sealedUsername: null,
      valueHash: null,
      weakness: null,
      partNames: [],
      destroyedAt: clock.now(),
    },
  })
}
