import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { openChallenge, tryChallenge, useUpChallenge } from './challenge.ts'
import { type Account, createSession } from './create-session.ts'
import { logRefusedProof } from './log-refused-proof.ts'
import { anyPasskeyOptions, newPasskeyChallenge } from './passkey-options.ts'
import { verifyPasskey } from './passkey-verify.ts'
import type { PasskeySignInInput } from './schema.ts'
import { countedPasskey, countPasskeyAsked } from './second-factor-throttle.ts'

/** What a browser asks for to sign in with a passkey alone. It says nothing of who has one. Throws `rate_limited`. */
export async function beginPasskeySignIn(
  origin: RequestOrigin,
): Promise<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  await countPasskeyAsked(origin.address)
  const sealed = newPasskeyChallenge()
  const { id } = await openChallenge('passkey_sign_in', { sealed })
  return { challengeId: id, options: await anyPasskeyOptions(sealed) }
}

/**
 * A session for who holds a passkey and unlocked it: that is two factors. Throws `wrong_state` when the challenge is
 * over, and `invalid` with one sentence for a passkey that is unknown, of somebody suspended, of somebody else than
 * `email`, or signed something else.
 */
export async function signInPasskey(
  challengeId: string | null,
  { answer, email }: PasskeySignInInput,
  origin: RequestOrigin,
): Promise<{ sessionId: string; person: Account }> {
  const challenge = await tryChallenge('passkey_sign_in', challengeId)
  const { isRight, personId } = await verifyPasskey(challenge, answer)
  const person = personId
    ? await db().person.findUnique({
        where: { id: personId },
        select: { id: true, email: true, name: true, suspendedAt: true },
      })
    : null
  if (!person || !isRight || person.suspendedAt) {
    if (person) await logRefusedProof('person.sign_in_refused', person.email, person, origin)
    throw notAccepted()
  }
  if (email !== undefined && email !== person.email)
    throw new PosternError('invalid', `You are not signed in. This passkey is not that of ${email}.`)
  const sessionId = await createSession(person, ['passkey'], origin, async (tx) => {
    await useUpChallenge(challenge, tx)
    await holdPasskey(tx, person.id, answer.id)
  })
  await countedPasskey(origin.address)
  return { sessionId, person }
}

const notAccepted = () => new PosternError('invalid', 'You are not signed in. This passkey was not accepted.')

/** The passkey is still theirs, and they may sign in, until the session is there. Threat: it was just taken off a thief. */
async function holdPasskey(tx: Tx, personId: string, credentialId: string): Promise<void> {
  const [isStill] = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Person" p JOIN "Passkey" k ON k."personId" = p."id"
     WHERE p."id" = ${personId}::uuid AND p."suspendedAt" IS NULL
       AND k."credentialId" = ${Buffer.from(credentialId, 'base64url')} FOR SHARE OF p, k`
  if (!isStill) throw notAccepted()
}
