import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { clock } from '#lib/core/clock.ts'
import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import type { Challenge } from './challenge.ts'
import { relyingParty } from './passkey-party.ts'
import type { PasskeyAnswer } from './schema.ts'

export type VerifiedPasskey = { isRight: boolean; personId: string | null }

const encoder = new TextEncoder()

/**
 * Whose passkey signed this challenge, for this console, with a PIN or a finger asked for. Where the challenge names a
 * person, it must be theirs; where it does not, the passkey says whose it is. `personId` of a wrong answer is whose
 * passkey it claimed to be, for the log. WebAuthn 3, 7.2.
 */
export async function verifyPasskey(challenge: Challenge, answer: PasskeyAnswer): Promise<VerifiedPasskey> {
  const passkey = await db().passkey.findUnique({
    where: { credentialId: new Uint8Array(Buffer.from(answer.id, 'base64url')) },
  })
  const personId = passkey?.personId ?? challenge.personId
  const wrong = { isRight: false, personId }
  if (!passkey || !challenge.sealed) return wrong
  if (challenge.personId !== null && passkey.personId !== challenge.personId)
    return { ...wrong, personId: challenge.personId }
  if (!isHandleOf(passkey.personId, answer.response.userHandle, challenge.personId === null)) return wrong
  const { origin, id } = relyingParty()
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: Buffer.from(challenge.sealed).toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: Buffer.from(passkey.credentialId).toString('base64url'),
      publicKey: passkey.publicKey,
      counter: Number(passkey.counter),
    },
  }).catch(() => null)
  if (!verified?.verified) return wrong
  const { newCounter, credentialBackedUp } = verified.authenticationInfo
  // Where the passkey counts, of two answers with one count the second is a copy. WebAuthn 3, 6.1.1.
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, counter: passkey.counter },
    data: { counter: newCounter, isBackedUp: credentialBackedUp, lastUsedAt: clock.now() },
  })
  return { isRight: count === 1, personId: passkey.personId }
}

/** What the passkey says whose it is: needed where nothing else says it. */
function isHandleOf(personId: string, userHandle: string | undefined, isNeeded: boolean): boolean {
  if (userHandle === undefined) return !isNeeded
  return equalBytes(Buffer.from(userHandle, 'base64url'), encoder.encode(personId))
}
