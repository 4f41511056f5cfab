import { z } from '#lib/core/zod.ts'

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

/** What an organization lays down for its secrets. */
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
}

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
