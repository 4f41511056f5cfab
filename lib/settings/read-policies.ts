import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { countNotAllowlisted } from './count-not-allowlisted.ts'
import { countSignInMembers, countSignIns } from './count-sign-ins.ts'
import type { PolicyState } from './schema.ts'

/**
 * The organization's policies, and what stricter ones would destroy or stop: versions, sends, and sessions of members.
 * `issuers` are those of the identity provider of now.
 */
export async function readPolicies(permit: Permit<'policy:view'>, issuers: readonly string[]): Promise<PolicyState> {
  const { id } = permit.organization
  const [policies, olderVersions, notAllowlisted, signIns, members] = await Promise.all([
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
        secondFactorRequired: true,
        ssoRequired: true,
        sessionHours: true,
        sessionIdleMinutes: true,
        ssoJoinDomains: true,
        ssoJoinDomainId: true,
        policyVersion: true,
      },
    }),
    db().$queryRaw<PolicyState['olderVersions']>`
      SELECT s."currentVersion" - v."version" AS "steps", count(*)::int AS "count"
        FROM "SecretVersion" v JOIN "Secret" s ON s."organizationId" = v."organizationId" AND s."id" = v."secretId"
       WHERE v."organizationId" = ${id}::uuid AND v."destroyedAt" IS NULL AND v."version" < s."currentVersion"
       GROUP BY 1 ORDER BY 1`,
    countNotAllowlisted(permit),
    countSignIns(permit),
    countSignInMembers(permit, issuers),
  ])
  return { ...policies, olderVersions, notAllowlisted, signIns, members }
}
