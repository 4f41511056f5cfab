import { z } from '#lib/core/zod.ts'
import { hostPatternProblem, normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'

const whole = (min: number, max: number) => {
  const error = `Enter a whole number from ${min} to ${max}.`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

/** Whether the platform knows a time zone by this name (IANA). */
function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Why the part of an address after its @ will not do, or null. Whose it is, the server judges: lib/settings/judge-sign-in.ts. */
export function joinDomainProblem(text: string): string | null {
  const problem = hostPatternProblem(text)
  if (problem) return problem
  const name = normalizeHostPattern(text)
  return /^[a-z0-9.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*$/.test(name)
    ? null
    : 'Enter what stands after the @ of an address, like example.com.'
}

const joinDomain = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const message = joinDomainProblem(text)
    if (message) context.addIssue({ code: 'custom', message })
  })
  .transform(normalizeHostPattern)

/** What an organization lays down for its secrets, and for how its members sign in. */
export const policies = z.object({
  /** How many versions of a secret are kept, encrypted. */
  versionsKept: whole(1, 20),
  /** Days in which an archived secret can be restored. */
  retentionDays: whole(1, 365),
  editorsMayReveal: z.boolean(),
  domainAdminsMayReveal: z.boolean(),
  allowedDomainsRequired: z.boolean(),
  /** A host that somebody chose who may not change a secret without allowed domains waits for somebody who may. */
  hostApprovalRequired: z.boolean(),
  /** Nothing is sent but to the endpoints of a domain's allowlist. */
  onlyAllowlisted: z.boolean(),
  timeZone: z.string().max(64).refine(isTimeZone, { error: 'Choose a time zone from the list.' }),
  secondFactorRequired: z.boolean(),
  /** Members sign in by single sign-on alone. */
  ssoRequired: z.boolean(),
  /** A session ends so many hours after its sign-in. */
  sessionHours: whole(1, 720),
  /** And so many minutes after its last request. */
  sessionIdleMinutes: whole(5, 43_200),
  /** Who signs in by single sign-on with a verified address at one of these becomes a member. */
  ssoJoinDomains: z
    .array(joinDomain)
    .max(50, 'At most 50 domains of addresses.')
    .transform((names) => [...new Set(names)].toSorted()),
  /** As an Editor of this domain of the organization. */
  ssoJoinDomainId: z.uuid({ error: 'Choose the domain that they join.' }).nullable(),
})
export type Policies = z.infer<typeof policies>

export const changePoliciesInput = policies.extend({
  organization: z.string().max(63),
  /** Which state of the policies the form was opened on: a change of an older one changes nothing. */
  policyVersion: z.int().positive(),
})
export type ChangePoliciesInput = z.infer<typeof changePoliciesInput>

/** What the page Settings shows. */
export type PolicyState = Policies & {
  policyVersion: number
  /** How many stored versions are so many steps older than their secret's current one: what a lower number destroys. */
  olderVersions: { steps: number; count: number }[]
  notAllowlisted: NotAllowlisted
  signIns: SignInGroup[]
  members: SignInMembers
}

/** Members with open sessions, those alike counted together: by it a page says whom a stricter policy stops. */
export type SignInGroup = {
  members: number
  /** Of the session that is longest ago, and of the one that was used longest ago. */
  ageMinutes: number
  idleMinutes: number
  /** Whether each of their sessions was opened so. */
  hasSecondFactor: boolean
  hasSso: boolean
}

/** Who could not sign in any more by a stricter policy before they have set something up. */
export type SignInMembers = { all: number; withoutSecondFactor: number; withoutSso: number }

/** What stops if only allowlisted addresses may be called: what goes to hosts that no endpoint of its domain names. */
export type NotAllowlisted = {
  requests: number
  steps: number
  /** Some of these hosts, each with its domain, for people to know them. */
  hosts: { host: string; domain: string }[]
}

/** How many stored values go if only so many versions are kept. */
export const versionsDestroyed = (
  { olderVersions }: Pick<PolicyState, 'olderVersions'>,
  versionsKept: number,
): number => olderVersions.reduce((sum, { steps, count }) => sum + (steps >= versionsKept ? count : 0), 0)

/** How many members a change of the policies would send to sign in again, with their next request. */
export function membersStopped(signIns: SignInGroup[], from: Policies, to: Policies): number {
  const asksFactor = to.secondFactorRequired && !from.secondFactorRequired
  const asksSso = to.ssoRequired && !from.ssoRequired
  const isStopped = ({ ageMinutes, idleMinutes, hasSecondFactor, hasSso }: SignInGroup) =>
    (asksFactor && !hasSecondFactor) ||
    (asksSso && !hasSso) ||
    (to.sessionHours < from.sessionHours && ageMinutes >= to.sessionHours * 60) ||
    (to.sessionIdleMinutes < from.sessionIdleMinutes && idleMinutes >= to.sessionIdleMinutes)
  return signIns.reduce((sum, group) => sum + (isStopped(group) ? group.members : 0), 0)
}
