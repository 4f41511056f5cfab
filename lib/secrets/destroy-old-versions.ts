import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'

/** Destroys, of every secret of an organization, the values of versions beyond the newest `versionsKept`. For ever. */
export async function destroyOldVersions(tx: Tx, organizationId: string, versionsKept: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SecretVersion" v
       SET "sealedValue" = NULL, "sealedUsername" = NULL, "valueHash" = NULL, "weakness" = NULL,
           "destroyedAt" = ${clock.now()}
      FROM "Secret" s
     WHERE s."organizationId" = v."organizationId" AND s."id" = v."secretId"
       AND v."organizationId" = ${organizationId}::uuid AND v."destroyedAt" IS NULL
       AND v."version" <= s."currentVersion" - ${versionsKept}::int`
}
