import type { Guard } from './guard.ts'

const totpTest = 'lib/auth/totp.test.ts'
const challengeTest = 'lib/auth/challenge.test.ts'

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
]
