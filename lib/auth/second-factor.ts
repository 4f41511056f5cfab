import type { RequestOrigin } from '#lib/access/permit.ts'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { db } from '#lib/db/client.ts'
import type { Challenge } from './challenge.ts'
import { passkeyOptionsOf } from './passkey-options.ts'
import { verifyPasskey } from './passkey-verify.ts'
import { countRecoveryCodes, takeRecoveryCode } from './recovery-code-take.ts'
import type { SecondFactorInput, SecondFactorOffers } from './schema.ts'
import { countCode } from './second-factor-throttle.ts'
import { forget } from './throttle.ts'
import { takeTotpCode } from './totp-take.ts'

/** Whether a person has set up anything beyond the password. */
export async function hasSecondFactor(personId: string): Promise<boolean> {
  const person = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: { sealedTotp: true, _count: { select: { passkeys: true } } },
  })
  return person.sealedTotp !== null || person._count.passkeys > 0
}

/** By what a person may give the second factor; null if they have set up none. `challenge` is for a passkey to sign. */
export async function offersOf(
  personId: string,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<SecondFactorOffers | null> {
  if (!(await hasSecondFactor(personId))) return null
  const [person, codesLeft, passkey] = await Promise.all([
    db().person.findUniqueOrThrow({ where: { id: personId }, select: { sealedTotp: true } }),
    countRecoveryCodes(personId),
    passkeyOptionsOf(personId, challenge),
  ])
  return { totp: person.sealedTotp !== null, recoveryCode: codesLeft > 0, passkey }
}

/**
 * The factor that was proven, or null for a wrong answer. What was right is used up by this: a code works once. Throws
 * `rate_limited` before a code is looked at.
 */
export async function proveSecondFactor(
  personId: string,
  challenge: Challenge | null,
  input: SecondFactorInput,
  { device, origin }: { device: string | null; origin: RequestOrigin },
): Promise<Factor | null> {
  if (input.method === 'passkey')
    return challenge && (await verifyPasskey({ ...challenge, personId }, input.answer)).isRight ? 'passkey' : null
  if (input.method === 'recovery_code') return (await takeRecoveryCode(personId, input.code)) ? 'recovery_code' : null
  const counts = await countCode(personId, device, origin.address)
  if (!(await takeTotpCode(personId, input.code))) return null
  for (const count of counts) await forget(count)
  return 'totp'
}
