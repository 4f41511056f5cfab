import type { Guard } from './guard.ts'

const sessionTest = 'lib/auth/session.test.ts'
const signInTest = 'lib/auth/sign-in.test.ts'

/** Sign-in, sessions, and the links and codes that lead to them. */
export const signInGuards: Guard[] = [
  {
    name: 'a session’s end',
    file: 'lib/auth/open-session.ts',
    text: 's."endedAt" IS NULL AND ',
    without: '',
    tests: [sessionTest],
  },
  {
    name: 'a session’s idle time',
    file: 'lib/auth/open-session.ts',
    text: 'AND s."lastSeenAt" >',
    without: "AND timestamptz '9999-01-01' >",
    tests: [sessionTest],
  },
  {
    name: 'a suspended person’s session',
    file: 'lib/auth/open-session.ts',
    text: 'p."suspendedAt" IS NULL AND ',
    without: '',
    tests: [sessionTest],
  },
  {
    name: 'a cookie’s attributes',
    file: 'lib/auth/session-cookie.ts',
    text: 'httpOnly: true',
    without: 'httpOnly: false',
    tests: [sessionTest],
  },
  {
    name: 'open redirects',
    file: 'lib/auth/safe-next.ts',
    text: "if (url.origin !== base || url.pathname.startsWith('//')) return null",
    without: '',
    tests: ['lib/auth/safe-next.test.ts'],
  },
  {
    name: 'attempts, counted before the password is looked at',
    file: 'lib/auth/sign-in.ts',
    text: 'const attempt = await countAttempt(email, origin.address, device)',
    without: 'const attempt = await countAttempt(String(Math.random()), String(Math.random()), device)',
    tests: [signInTest],
  },
  {
    name: 'one and the same answer for a suspended person',
    file: 'lib/auth/sign-in.ts',
    text: 'if (!isRight || !person || person.suspendedAt) {',
    without: 'if (!isRight || !person) {',
    tests: [signInTest],
  },
  {
    name: 'the same work for an account that does not exist',
    file: 'lib/auth/verify-password.ts',
    text: "ofNobody ??= hashPassword(randomBytes(32).toString('base64'))",
    without: "if (passwordHash === null) return false\n  ofNobody ??= hashPassword(randomBytes(32).toString('base64'))",
    tests: ['lib/auth/sign-in-many.test.ts'],
  },
  {
    name: 'how many hashes run at once',
    file: 'lib/auth/argon2-slots.ts',
    text: 'if (queue.running < slots) queue.running++',
    without: 'if (queue.running < 10_000) queue.running++',
    tests: ['lib/auth/sign-in-many.test.ts'],
  },
]
