import type { Role } from './permissions.ts'
import { Permit, type PermitPlace, type RequestOrigin } from './permit.ts'

/**
 * A permit for the entry that somebody's becoming a member leaves in the organization's log, in their own name. It
 * allows nothing else: whoever asks for one has judged the invitation, or the policy, by which they become it.
 */
export function authorizeJoining(
  person: { id: string; name: string },
  role: Role,
  organization: PermitPlace['organization'],
  origin: RequestOrigin,
): Permit<'organization:view'> {
  const actor = { kind: 'person', id: person.id, name: person.name, role } as const
  return Permit.issue('organization:view', actor, { organization, domain: null }, origin)
}
