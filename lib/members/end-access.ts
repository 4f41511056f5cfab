import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { endSessionsOf } from '#lib/auth/end-sessions.ts'
import { withdrawInvitationsOf } from './withdraw-invitations-of.ts'

/**
 * What goes with a role that somebody has lost: their open sessions, and the invitations that they have made, which could
 * give more than they have now. Every request judges the role itself anew. OWASP ASVS 7.4.2, 8.3.2.
 */
export async function endAccess(scope: Scope<Permission>, personId: string): Promise<void> {
  await endSessionsOf(scope.tx, personId)
  await withdrawInvitationsOf(scope, personId)
}
