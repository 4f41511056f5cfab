// What takes more than a role, written by hand like expectations.ts, and importing nothing from the code that it judges.

/**
 * Actions of an organization or a domain that take a proof, fifteen minutes old at most, that it is still the same person:
 * before a value is seen, people, tokens or policies are changed, or something is carried out.
 */
export const freshActions = [
  'archiveDomainAction',
  'changePoliciesAction',
  'changeRolesAction',
  'createTokenAction',
  'inviteMemberAction',
  'removeMemberAction',
  'renewInvitationAction',
  'restoreDomainAction',
  'revealSecretAction',
  'revokeTokenAction',
  'suspendMemberAction',
  'transferOwnershipAction',
  'withdrawInvitationAction',
]

/** The same of routes: what leaves as a file. */
export const freshAddresses = [
  '/api/console/[organization]/activity/export',
  '/api/console/[organization]/secrets/export',
  '/api/console/[organization]/secrets/[id]/changes/export',
  '/api/console/[organization]/[domain]/secrets/export',
  '/api/console/[organization]/[domain]/secrets/[id]/changes/export',
]

/** Actions on a person's own account, in no organization, and what they are called with: all take a fresh sign-in. */
export const personActions: Record<string, unknown> = {
  addPasskeyAction: { name: 'Laptop', answer: {} },
  beginPasskeyAction: null,
  beginTotpAction: null,
  changePasswordAction: { current: 'x', password: 'correct horse battery staple 7' },
  confirmTotpAction: { code: '123456' },
  disconnectSsoAction: undefined,
  endOtherSessionsAction: {},
  endSessionAction: { id: '5b0a7b39-5a3f-4c1e-8f36-6f0e7a1d2c11' },
  freshSignInAction: null,
  removePasskeyAction: { id: '5b0a7b39-5a3f-4c1e-8f36-6f0e7a1d2c11' },
  removeTotpAction: null,
  renamePasskeyAction: { id: '5b0a7b39-5a3f-4c1e-8f36-6f0e7a1d2c11', name: 'Mine' },
  replaceRecoveryCodesAction: null,
}

/** Pages of a person's own account: whoever is signed out is sent to sign in and comes back. */
export const personPages = ['/account']

/** POST /api/sign-in/{step}: the steps of a sign-in in place, and those of a proof that it is still the same person. */
export const signInSteps = ['password', 'second-factor', 'passkey-options', 'passkey', 'sso']
export const confirmSteps = ['confirm-options', 'confirm']
