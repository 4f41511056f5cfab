import type { Guard } from './guard.ts'

const finishTest = 'lib/oidc/finish-sso.test.ts'
const readTest = 'lib/oidc/read-identity.test.ts'
const signInTest = 'lib/oidc/sign-in-identity.test.ts'

/** What of an identity provider's answer is believed. */
export const ssoGuards: Guard[] = [
  {
    name: 'single sign-on: the state',
    file: 'lib/oidc/sso-attempt.ts',
    text: 'if (!attempt || attempt.state !== state) return null',
    without: 'if (!attempt) return null',
    tests: [finishTest],
  },
  {
    name: 'single sign-on: the nonce',
    file: 'lib/oidc/read-identity.ts',
    text: 'expectedNonce: nonce,',
    without: "expectedNonce: (void nonce, JSON.parse(Buffer.from('bnVsbA', 'base64').toString())) ?? undefined,",
    tests: [finishTest, readTest],
  },
  {
    name: 'single sign-on: an address that the provider vouches for',
    file: 'lib/oidc/read-identity.ts',
    text: "if (typeof email !== 'string' || email_verified !== true) return null",
    without: "void email_verified\n  if (typeof email !== 'string') return null",
    tests: [signInTest],
  },
  {
    name: 'single sign-on: no account by its address alone',
    file: 'lib/oidc/sign-in-identity.ts',
    text: "if (same) throw new SsoRefusal('not_connected')",
    without: 'if (same) return { ...same, email, name: shownName(name, email) }',
    tests: [signInTest],
  },
  {
    name: 'single sign-on: who a policy takes',
    file: 'lib/oidc/sign-in-identity.ts',
    text: "if (!isTaken) throw new SsoRefusal('not_known')",
    without: 'void isTaken',
    tests: [signInTest],
  },
  {
    name: 'single sign-on: the session that began it',
    file: 'lib/oidc/finish-sso.ts',
    text: 'if (!person || person.personId !== personId || person.sessionId !== sessionId) throw',
    without: 'if (!person) throw',
    tests: [finishTest],
  },
  {
    name: 'single sign-on: a proof of now, not of before',
    file: 'lib/oidc/read-identity.ts',
    text: 'authTime >= startedAt / 1000 - skewSeconds',
    without: 'authTime >= 0 * startedAt * skewSeconds',
    tests: ['lib/oidc/is-since.test.ts'],
  },
]
