import { randomBytes } from 'node:crypto'
import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { db } from '#lib/db/client.ts'
import { challengeLifetimeMs } from './challenge.ts'
import { passkeysWork, relyingParty } from './passkey-party.ts'

export const newPasskeyChallenge = (): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(32))

/** What a browser asks for to sign in with any passkey of this console, whose ever it is. */
export function anyPasskeyOptions(challenge: Uint8Array<ArrayBuffer>): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge,
    timeout: challengeLifetimeMs,
    userVerification: 'required',
  })
}

/** What a browser asks for to prove that it is this person; null if they have no passkey, or none works here. */
export async function passkeyOptionsOf(
  personId: string,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const passkeys = await db().passkey.findMany({
    where: { personId },
    select: { credentialId: true, transports: true },
    orderBy: { createdAt: 'asc' },
  })
  if (passkeys.length === 0 || !passkeysWork()) return null
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge,
    timeout: challengeLifetimeMs,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: Buffer.from(credentialId).toString('base64url'),
      transports,
    })),
  })
}
