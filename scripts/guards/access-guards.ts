import type { Guard } from './guard.ts'

const authorizeTest = 'lib/access/authorize.test.ts'
const tokenTest = 'lib/access/authorize-token.test.ts'

/** Who may do what, judged with every request and once more before it is done. */
export const accessGuards: Guard[] = [
  {
    name: 'a place is for its own people',
    file: 'lib/access/authorize.ts',
    text: 'personId: person.personId,\n      suspendedAt: null,',
    without: 'suspendedAt: null,',
    tests: [authorizeTest],
  },
  {
    name: 'who is suspended in an organization',
    file: 'lib/access/authorize.ts',
    text: 'personId: person.personId,\n      suspendedAt: null,',
    without: 'personId: person.personId,',
    tests: [tokenTest],
  },
  {
    name: 'who is suspended altogether',
    file: 'lib/access/authorize.ts',
    text: 'person: { suspendedAt: null },',
    without: '',
    tests: [authorizeTest],
  },
  {
    name: 'the role',
    file: 'lib/access/authorize.ts',
    text: 'if (!roleMay(role, permission, level)) throw refusal',
    without: 'if (false) throw refusal',
    tests: [authorizeTest],
  },
  {
    name: 'an archived domain',
    file: 'lib/access/authorize.ts',
    text: 'where: { organizationId, slug, archivedAt: null },',
    without: 'where: { organizationId, slug },',
    tests: [authorizeTest, tokenTest],
  },
  {
    name: 'how somebody signed in',
    file: 'lib/access/authorize.ts',
    text: 'if (proof) assertSignInPolicy({ secondFactorRequired, ssoRequired }, proof)',
    without: '',
    tests: [tokenTest],
  },
  {
    name: 'a fresh sign-in',
    file: 'lib/access/authorize.ts',
    text: "if (needsFreshSignIn(permission) && !(proof && isFresh(proof))) throw new PosternError('fresh_sign_in_required')",
    without: '',
    tests: [tokenTest],
  },
  {
    name: 'a token’s scopes',
    file: 'lib/access/authorize.ts',
    text: 'if (!tokenMay(actor, permission, level)) throw',
    without: 'if (false) throw',
    tests: [tokenTest],
  },
  {
    name: 'a token’s domain',
    file: 'lib/access/authorize.ts',
    text: '(token.domain && token.domain.id !== domain.id)',
    without: 'false',
    tests: [tokenTest],
  },
  {
    name: 'the permit, held in the transaction',
    file: 'lib/changelog/run-change.ts',
    text: 'await holdPermit(tx, permit)',
    without: 'void holdPermit',
    tests: [authorizeTest],
  },
  {
    name: 'no change without its entry in the log',
    file: 'lib/changelog/run-change.ts',
    text: 'if (!entries) throw',
    without: 'if (!entries) return { result }\n    if (!entries) throw',
    tests: ['lib/changelog/changelog.test.ts'],
  },
  {
    name: 'pages of elsewhere',
    file: 'lib/auth/check-origin.ts',
    text: "if (headers.get('origin') !== url.origin) return false",
    without: '',
    tests: ['lib/auth/check-origin.test.ts'],
  },
  {
    name: 'another Host',
    file: 'lib/auth/check-origin.ts',
    text: 'return host?.toLowerCase() === url.host',
    without: 'return host !== undefined',
    tests: ['lib/auth/check-origin.test.ts'],
  },
  {
    name: 'a forwarded address that nobody trusts',
    file: 'lib/auth/client-address.ts',
    text: 'while (isIn(networks, current)) {',
    without: 'while (true) {',
    tests: ['lib/auth/client-address.test.ts'],
  },
]
