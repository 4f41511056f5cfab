import type { Guard } from './guard.ts'

const invitationsTest = 'lib/members/invitations.test.ts'
const endTest = 'lib/members/end-membership.test.ts'

/** Who belongs to an organization, and what is made in its name. */
export const memberGuards: Guard[] = [
  {
    name: 'the last Owner',
    file: 'lib/members/assert-owner-remains.ts',
    text: 'if (owners.some((owner) => owner.personId !== personId)) return',
    without: 'if (owners.length >= 0) return',
    tests: [endTest],
  },
  {
    name: 'an invitation, once, withdrawn or not',
    file: 'lib/members/find-invitation.ts',
    text: 'where: { tokenHash, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: clock.now() } },',
    without: 'where: { tokenHash, expiresAt: { gt: clock.now() } },',
    tests: [invitationsTest],
  },
  {
    name: 'an invitation’s end',
    file: 'lib/members/find-invitation.ts',
    text: 'withdrawnAt: null, expiresAt: { gt: clock.now() } }',
    without: 'withdrawnAt: null }',
    tests: [invitationsTest],
  },
  {
    name: 'an invitation for its own address',
    file: 'lib/members/accept-invitation.ts',
    text: 'if (invitation.email !== email) {',
    without: 'if (invitation.email === null) {',
    tests: [invitationsTest],
  },
  {
    name: 'sessions end with what their person had',
    file: 'lib/auth/end-sessions.ts',
    text: 'where: { personId, endedAt: null, ...(except !== undefined && { id: { not: except } }) },',
    without: "where: { personId, endedAt: null, id: '00000000-0000-4000-8000-000000000000' },",
    tests: [endTest, 'lib/members/change-roles.test.ts'],
  },
]
