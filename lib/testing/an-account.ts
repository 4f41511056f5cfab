import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { type CurrentPerson, findSession } from '#lib/auth/find-session.ts'
import { hashPassword } from '#lib/auth/hash-password.ts'
import { sealTotp } from '#lib/auth/totp-seal.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { testOrigin } from './make-tenant.ts'

type Person = { personId: string; email: string; name: string }

export const aPassword = `canary-${randomBytes(12).toString('hex')}`
const passwordHash = await hashPassword(aPassword)

/** Gives a person of a tenant the password of these tests. */
export async function givePassword({ personId }: { personId: string }): Promise<void> {
  await db().person.update({ where: { id: personId }, data: { passwordHash } })
}

/** A session of a person, as a request of it would find it. */
export async function aSession(person: Person, factors: Factor[] = ['password']): Promise<CurrentPerson> {
  const found = await findSession(await createSession({ ...person, id: person.personId }, factors, testOrigin))
  if (!found) throw new Error('The session was not found.')
  return found
}

/** Sets an authenticator app up for a person; what it shows, so many steps of 30 seconds from now. */
export async function anApp({ personId }: { personId: string }): Promise<(steps?: number) => string> {
  const secret = new Uint8Array(randomBytes(20))
  await db().person.update({
    where: { id: personId },
    data: { sealedTotp: sealTotp('set-up', personId, secret), totpStep: null },
  })
  return appOf(Buffer.from(secret).toString('hex'))
}

/** An authenticator app with this secret, in hex. */
export function appOf(hex: string): (steps?: number) => string {
  const totp = new TOTP({ secret: Secret.fromHex(hex) })
  return (steps = 0) => totp.generate({ timestamp: clock.now().getTime() + steps * 30_000 })
}
