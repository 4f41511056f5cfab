import type { Guard } from './guard.ts'

const totpTest = 'lib/auth/totp.test.ts'
const challengeTest = 'lib/auth/challenge.test.ts'
const secondFactorTest = 'lib/auth/second-factor.test.ts'

/** Second factors, a person's own account and sessions. */
export const accountGuards: Guard[] = [
  {
    name: 'a one-time code, once',
    file: 'lib/auth/totp-take.ts',
    text: 'OR: [{ totpStep: null }, { totpStep: { lt: step } }]',
    without: '',
    tests: [totpTest],
  },
  {
    name: 'a one-time code, in its minute',
    file: 'lib/auth/totp-code.ts',
    text: 'const window = 1',
    without: 'const window = 20',
    tests: [totpTest],
  },
  {
    name: 'a challenge, five times',
    file: 'lib/auth/challenge.ts',
    text: '           AND "attempts" < ${challengeAttempts}\n',
    without: '           AND ${challengeAttempts} > 0\n',
    tests: [challengeTest],
  },
  {
    name: 'a challenge, used up once',
    file: 'lib/auth/challenge.ts',
    text: 'if (count !== 1) throw isOver()',
    without: 'void count',
    tests: [challengeTest],
  },
  {
    name: 'a challenge, for five minutes',
    file: 'lib/auth/challenge.ts',
    text: 'AND "kind" = ${kind} AND "expiresAt" > ${clock.now()}',
    without: 'AND "kind" = ${kind} AND ${clock.now()} IS NOT NULL',
    tests: [challengeTest],
  },
  {
    name: 'somebody else’s session',
    file: 'lib/auth/end-own-sessions.ts',
    text: 'AND "personId" = ${person.personId}::uuid AND "endedAt" IS NULL\n      RETURNING',
    without: 'AND "endedAt" IS NULL\n      RETURNING',
    tests: ['lib/auth/own-sessions.test.ts'],
  },
  {
    name: 'the second factor, before a session is opened',
    file: 'lib/auth/sign-in.ts',
    text: 'if (offers) return',
    without: 'if (offers && !offers) return',
    tests: [secondFactorTest],
  },
  {
    name: 'a recovery code, once',
    file: 'lib/auth/recovery-code-take.ts',
    text: 'where: { personId, hash, usedAt: null },',
    without: 'where: { personId, hash },',
    tests: [secondFactorTest],
  },
  {
    name: 'codes, counted before they are looked at',
    file: 'lib/auth/second-factor.ts',
    text: 'const counts = await countCode(personId, device, origin.address)',
    without: 'const counts = await countCode(personId, String(Math.random()), origin.address)',
    tests: [secondFactorTest],
  },
  {
    name: 'a passkey’s PIN or finger',
    file: 'lib/auth/passkey-verify.ts',
    text: 'requireUserVerification: true,',
    without: 'requireUserVerification: false,',
    tests: ['lib/auth/passkey.test.ts'],
  },
  {
    name: 'a passkey of its own person',
    file: 'lib/auth/passkey-verify.ts',
    text: 'if (challenge.personId !== null && passkey.personId !== challenge.personId)',
    without: 'if (challenge.personId === null && passkey.personId === null)',
    tests: ['lib/auth/passkey.test.ts'],
  },
  {
    name: 'a link to a new password, once',
    file: 'lib/auth/reset-password.ts',
    text: 'if (!isThere || used.count !== 1) throw isOver()',
    without: 'void used',
    tests: ['lib/auth/reset-password.test.ts'],
  },
  {
    name: 'a new password takes the one of now',
    file: 'lib/auth/change-password.ts',
    text: "if (!(await verifyPassword(passwordHash, current, 'known'))) {",
    without: "if ((await verifyPassword(passwordHash, current, 'known')) === null) {",
    tests: ['lib/auth/own-account.test.ts'],
  },
  {
    name: 'proofs, counted before they are looked at',
    file: 'lib/auth/confirm.ts',
    text: 'const count = await countProof(person.sessionId, from.origin.address)',
    without: 'const count = await countProof(String(Math.random()), from.origin.address)',
    tests: ['lib/auth/confirm.test.ts'],
  },
]
