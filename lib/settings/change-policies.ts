import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Organization } from '#lib/db/generated/client.ts'
import { destroyOldVersions } from '#lib/secrets/destroy-old-versions.ts'
import type { ChangePoliciesInput, Policies } from './schema.ts'

/**
 * Changes the organization's policies, effective at once; versions beyond a lower number are destroyed in the same
 * transaction. Throws `stale_version` if somebody else changed them since `policyVersion`.
 */
export async function changePolicies(
  scope: Scope<'policy:edit'>,
  input: ChangePoliciesInput,
): Promise<{ policyVersion: number }> {
  const { tx, organization } = scope
  // Against lib/secrets/hold-policies.ts, and not against the foreign keys of what others insert: an entry of the log
  // needs one of those while it holds the log's head, for which this waits at its end.
  await tx.$queryRaw`SELECT 1 FROM "Organization" WHERE "id" = ${organization.id}::uuid FOR NO KEY UPDATE`
  const old = await tx.organization.findUniqueOrThrow({ where: { id: organization.id } })
  if (old.policyVersion !== input.policyVersion)
    throw new PosternError(
      'stale_version',
      'Nothing was saved. Somebody else changed these settings while you had them open.',
    )
  const { organization: _, policyVersion, ...policies } = input
  const fields = changedTexts(old, policies)
  if (Object.keys(fields).length === 0) {
    recordNothing(scope)
    return { policyVersion }
  }
  await tx.organization.update({
    where: { id: organization.id },
    data: { ...policies, policyVersion: policyVersion + 1 },
  })
  if (policies.versionsKept < old.versionsKept) await destroyOldVersions(tx, organization.id, policies.versionsKept)
  record(scope, {
    action: 'policy.changed',
    subject: { kind: 'organization', id: organization.id, name: organization.name },
    details: { fields },
  })
  return { policyVersion: policyVersion + 1 }
}

const labels: Record<keyof Policies, string> = {
  versionsKept: 'Versions kept',
  retentionDays: 'Days to restore',
  editorsMayReveal: 'Editors may show Masked values',
  domainAdminsMayReveal: 'Domain Admins may show Masked values of organization secrets',
  allowedDomainsRequired: 'Allowed domains required',
  hostApprovalRequired: 'Approval of hosts that others chose',
  onlyAllowlisted: 'Only allowlisted addresses',
  timeZone: 'Time zone',
}

const textOf = (value: string | number | boolean) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

function changedTexts(old: Organization, now: Policies): Record<string, { from: string; to: string }> {
  return Object.fromEntries(
    (Object.keys(labels) as (keyof Policies)[])
      .filter((key) => old[key] !== now[key])
      .map((key) => [labels[key], { from: textOf(old[key]), to: textOf(now[key]) }]),
  )
}
