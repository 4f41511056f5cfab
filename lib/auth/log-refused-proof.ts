import { authorizeJob } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import type { Account } from './create-session.ts'
import { organizationsOf } from './organizations-of.ts'

/** What was refused to whoever said to be somebody. */
export type RefusedProof = 'person.sign_in_refused' | 'person.second_factor_refused' | 'person.confirmation_refused'

/**
 * Notes in the log of each organization of an account that somebody could not prove to be it. Who tried is not known,
 * so the entry names Postern as the one who refused, and the account as what it was about. An account that does not
 * exist takes the same work and has no log.
 */
export async function logRefusedProof(
  action: RefusedProof,
  email: string,
  person: Account | null,
  origin: RequestOrigin,
): Promise<void> {
  const organizations = await organizationsOf(email)
  if (!person) return
  const subject = { kind: 'person' as const, id: person.id, name: person.name }
  for (const organization of organizations) {
    const permit = authorizeJob('system', 'organization:view', { organization, domain: null }, origin)
    recordRefusal(permit, { action, subject })
  }
}
