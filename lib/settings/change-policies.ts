import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Organization } from '#lib/db/generated/client.ts'
import { destroyOldVersions } from '#lib/secrets/destroy-old-versions.ts'
import { judgeSignIn, type PolicySetter } from './judge-sign-in.ts'
import type { ChangePoliciesInput, Policies } from './schema.ts'

/**
 * Changes the organization's policies, effective at once; versions beyond a lower number are destroyed in the same
 * transaction. Throws `stale_version` if somebody else changed them since `policyVersion`, and `invalid` for what would lock
 * out who sets it, or let anybody in.
 */
export async function changePolicies(
  scope: Scope<'policy:edit'>,
  input: ChangePoliciesInput,
  by: PolicySetter,
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
  const fields = await changedTexts(scope, old, policies)
  if (Object.keys(fields).length === 0) {
    recordNothing(scope)
    return { policyVersion }
  }
  await judgeSignIn(scope, { old, now: policies, by })
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
  secondFactorRequired: 'Second factor required',
  ssoRequired: 'Sign-in by single sign-on only',
  sessionHours: 'Session lifetime in hours',
  sessionIdleMinutes: 'Idle time in minutes',
  ssoJoinDomains: 'Addresses that join by single sign-on',
  ssoJoinDomainId: 'Domain that they join',
}

type Value = Policies[keyof Policies]

/** Lists have no order of their own. */
const isSame = (one: Value, other: Value) =>
  Array.isArray(one) && Array.isArray(other)
    ? JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted())
    : one === other

function textOf(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.join(', ') || 'none'
  return value === null ? 'none' : String(value)
}

async function changedTexts(
  { tx, organization }: Scope<'policy:edit'>,
  old: Organization,
  now: Policies,
): Promise<Record<string, { from: string; to: string }>> {
  const changed = (Object.keys(labels) as (keyof Policies)[]).filter((key) => !isSame(old[key], now[key]))
  const names = new Map<Value, string>()
  if (changed.includes('ssoJoinDomainId')) {
    const ids = [old.ssoJoinDomainId, now.ssoJoinDomainId].filter((id) => id !== null)
    const where = { organizationId: organization.id, id: { in: ids } }
    for (const { id, name } of await tx.domain.findMany({ where, select: { id: true, name: true } }))
      names.set(id, name)
  }
  const said = (value: Value) => names.get(value) ?? textOf(value)
  return Object.fromEntries(changed.map((key) => [labels[key], { from: said(old[key]), to: said(now[key]) }]))
}
