import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { tryChallenge, useUpChallenge } from './challenge.ts'
import { type Account, createSession } from './create-session.ts'
import { logRefusedProof } from './log-refused-proof.ts'
import { countRecoveryCodes } from './recovery-code-take.ts'
import type { SecondFactorInput } from './schema.ts'
import { proveSecondFactor } from './second-factor.ts'

const wrong: Record<SecondFactorInput['method'], string> = {
  totp: 'This code is wrong, or was used already. Wait for the next one that your app shows.',
  recovery_code: 'This recovery code is wrong, or was used already. Try another one.',
  passkey: 'This passkey was not accepted. Try again, or use another way.',
}

/** How a wrong second factor is refused: one sentence for each way, and nothing of why. */
export const wrongSecondFactor = (method: SecondFactorInput['method']) =>
  new PosternError('invalid', wrong[method], method === 'passkey' ? {} : { fields: { code: wrong[method] } })

/** Whose sign-in waits for a second factor: who may not sign in any more is nobody's. Throws `wrong_state`. */
export async function accountOf(personId: string | null): Promise<Account> {
  const person = personId
    ? await db().person.findFirst({
        where: { id: personId, suspendedAt: null },
        select: { id: true, email: true, name: true },
      })
    : null
  if (!person) throw new PosternError('wrong_state', 'You are not signed in. Begin again from the start.')
  return person
}

/**
 * The second step: a session for who gave the password and now a right code or passkey. Every answer is counted before
 * it is looked at, and the challenge ends with the fifth. Throws `wrong_state` when it is over, `rate_limited` for too
 * many codes, `invalid` for a wrong one, with nothing opened.
 */
export async function signInSecondFactor(
  challengeId: string | null,
  input: SecondFactorInput,
  origin: RequestOrigin,
  deviceOf: (email: string) => Promise<string | null> = async () => null,
): Promise<{ sessionId: string; person: Account; recoveryCodesLeft: number | null }> {
  const challenge = await tryChallenge('second_factor', challengeId)
  const person = await accountOf(challenge.personId)
  const device = await deviceOf(person.email)
  const factor = await proveSecondFactor(person.id, challenge, input, { device, origin })
  if (!factor) {
    await logRefusedProof('person.second_factor_refused', person.email, person, origin)
    throw wrongSecondFactor(input.method)
  }
  const sessionId = await createSession(person, ['password', factor], origin, async (tx) => {
    await holdPerson(tx, person.id)
    await useUpChallenge(challenge, tx)
  })
  const recoveryCodesLeft = factor === 'recovery_code' ? await countRecoveryCodes(person.id) : null
  return { sessionId, person, recoveryCodesLeft }
}

/**
 * The person first, then what waits for their answer: as those lock them who change the account and end what is under
 * way, so that neither is refused for having waited for the other.
 */
async function holdPerson(tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" = ${personId}::uuid FOR SHARE`
}
