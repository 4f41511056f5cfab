import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { challengeLifetimeMs, openChallenge, tryChallenge, useUpChallenge } from './challenge.ts'
import { refreshSession } from './confirm.ts'
import type { CurrentPerson } from './find-session.ts'
import { changeOwnAccount } from './own-change.ts'
import { newPasskeyChallenge } from './passkey-options.ts'
import { passkeysWork, relyingParty } from './passkey-party.ts'
import { makeFirstRecoveryCodes } from './recovery-codes-make.ts'
import type { AddPasskeyInput } from './schema.ts'

const mostPasskeys = 20

/** What a browser asks for to make a new passkey for this person, other than those they have. Throws `wrong_state` where none can be. */
export async function beginPasskey({
  personId,
  email,
  name,
}: CurrentPerson): Promise<{ challengeId: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  if (!passkeysWork())
    throw new PosternError(
      'wrong_state',
      'Passkeys need a host name: Postern is reached by an address that is a number.',
    )
  const passkeys = await db().passkey.findMany({
    where: { personId },
    select: { credentialId: true, transports: true },
  })
  if (passkeys.length >= mostPasskeys)
    throw new PosternError('wrong_state', `An account has at most ${mostPasskeys} passkeys. Remove one first.`)
  const sealed = newPasskeyChallenge()
  const { id } = await openChallenge('passkey_new', { personId, sealed })
  const party = relyingParty()
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    // What a sign-in with it alone says whose it is: our own id, which tells nobody else anything.
    userID: new TextEncoder().encode(personId),
    userName: email,
    userDisplayName: name,
    challenge: sealed,
    timeout: challengeLifetimeMs,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: Buffer.from(credentialId).toString('base64url'),
      transports,
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challengeId: id, options }
}

/**
 * Stores the passkey that a browser made for this challenge and this console, unlocked by a PIN or a finger. The session
 * counts as signed in with it, under a new id. Answers recovery codes if there were none. Throws `wrong_state` if it is
 * over, `invalid` for any other answer, with nothing stored. WebAuthn 3, 7.1.
 */
export async function addPasskey(
  person: CurrentPerson,
  challengeId: string | null,
  { name, answer }: AddPasskeyInput,
  origin: RequestOrigin,
): Promise<{ sessionId: string; recoveryCodes: string[] | null }> {
  const { personId } = person
  const challenge = await tryChallenge('passkey_new', challengeId)
  if (challenge.personId !== personId || !challenge.sealed)
    throw new PosternError('wrong_state', 'Nothing was added. Begin again from the start.')
  const party = relyingParty()
  const verified = await verifyRegistrationResponse({
    response: { ...answer, response: { ...answer.response, transports: answer.response.transports ?? [] } },
    expectedChallenge: Buffer.from(challenge.sealed).toString('base64url'),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) throw notAccepted()
  const { credential, credentialBackedUp } = verified.registrationInfo
  const credentialId = new Uint8Array(Buffer.from(credential.id, 'base64url'))
  return changeOwnAccount(person, origin, async (tx) => {
    await useUpChallenge(challenge, tx)
    if (await tx.passkey.findUnique({ where: { credentialId }, select: { id: true } })) throw notAccepted()
    await tx.passkey.create({
      data: {
        personId,
        credentialId,
        publicKey: new Uint8Array(credential.publicKey),
        counter: credential.counter,
        transports: (answer.response.transports ?? []).filter((each) => /^[a-z-]+$/.test(each)),
        isBackedUp: credentialBackedUp,
        name,
      },
    })
    const made = await makeFirstRecoveryCodes(tx, personId)
    const sessionId = await refreshSession(tx, person, ['passkey'])
    return {
      result: { sessionId, recoveryCodes: made },
      entries: [
        { action: 'person.passkey_added', details: { note: name } },
        ...(made ? [{ action: 'person.recovery_codes_made' }] : []),
      ],
    }
  })
}

const notAccepted = () => new PosternError('invalid', 'Nothing was added. This passkey was not accepted. Try again.')

/** Gives one of the person's passkeys another name. Throws `not_found` for anybody else's. */
export function renamePasskey(
  person: CurrentPerson,
  { id, name }: { id: string; name: string },
  origin: RequestOrigin,
): Promise<void> {
  return changeOwnAccount(person, origin, async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { id, personId: person.personId }, select: { name: true } })
    if (!passkey) throw new PosternError('not_found')
    await tx.passkey.update({ where: { id }, data: { name } })
    const details = { fields: { Name: { from: passkey.name, to: name } } }
    return { result: undefined, entries: [{ action: 'person.passkey_renamed', details }] }
  })
}
