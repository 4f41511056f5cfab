import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { countNotAllowlisted } from './count-not-allowlisted.ts'
import type { PolicyState } from './schema.ts'

/** The organization's policies, what a lower number of versions would destroy, and what the allowlists alone would stop. */
export async function readPolicies(permit: Permit<'policy:view'>): Promise<PolicyState> {
  const { id } = permit.organization
  const [policies, olderVersions, notAllowlisted] = await Promise.all([
    db().organization.findUniqueOrThrow({
      where: { id },
      select: {
        versionsKept: true,
        retentionDays: true,
        editorsMayReveal: true,
        domainAdminsMayReveal: true,
        allowedDomainsRequired: true,
        hostApprovalRequired: true,
        onlyAllowlisted: true,
        timeZone: true,
        policyVersion: true,
      },
    }),
    db().$queryRaw<PolicyState['olderVersions']>`
      SELECT s."currentVersion" - v."version" AS "steps", count(*)::int AS "count"
        FROM "SecretVersion" v JOIN "Secret" s ON s."organizationId" = v."organizationId" AND s."id" = v."secretId"
       WHERE v."organizationId" = ${id}::uuid AND v."destroyedAt" IS NULL AND v."version" < s."currentVersion"
       GROUP BY 1 ORDER BY 1`,
    countNotAllowlisted(permit),
  ])
  return { ...policies, olderVersions, notAllowlisted }
}
