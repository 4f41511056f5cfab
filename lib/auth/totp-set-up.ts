import { randomBytes } from 'node:crypto'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { openChallenge, tryChallenge, useUpChallenge } from './challenge.ts'
import { refreshSession } from './confirm.ts'
import type { CurrentPerson } from './find-session.ts'
import { changeOwnAccount } from './own-change.ts'
import { makeFirstRecoveryCodes } from './recovery-codes-make.ts'
import { totpKey, totpSecretBytes, totpStepOf } from './totp-code.ts'
import { sealTotp, withTotp } from './totp-seal.ts'

/** A new secret for an authenticator app: shown by this, and in force once a code of it was given. Its challenge is by a cookie. */
export async function beginTotp({
  personId,
  email,
}: CurrentPerson): Promise<{ challengeId: string; uri: string; text: string }> {
  const secret = new Uint8Array(randomBytes(totpSecretBytes))
  const { id } = await openChallenge('totp_new', { personId, sealed: sealTotp('pending', personId, secret) })
  const key = totpKey(secret, email)
  secret.fill(0)
  return { challengeId: id, ...key }
}

/**
 * Puts the secret in force that beginTotp() showed, for who gives a code of it; an app that was set up before stops
 * working. The session counts as signed in with it, under a new id. Answers recovery codes if there were none. Throws
 * `wrong_state` if it is over, `invalid` for a wrong code, with nothing changed. OWASP ASVS 6.5.
 */
export async function confirmTotp(
  person: CurrentPerson,
  challengeId: string | null,
  code: string,
  origin: RequestOrigin,
): Promise<{ sessionId: string; recoveryCodes: string[] | null }> {
  const { personId } = person
  const challenge = await tryChallenge('totp_new', challengeId)
  if (challenge.personId !== personId || !challenge.sealed)
    throw new PosternError('wrong_state', 'Nothing was set up. Begin again from the start.')
  const { step, sealed } = withTotp('pending', personId, challenge.sealed, (secret) => ({
    step: totpStepOf(secret, code, clock.now()),
    sealed: sealTotp('set-up', personId, secret),
  }))
  if (step === null) {
    const message =
      'This code is wrong. Look that the time of your phone is right, and type the code that it shows now.'
    throw new PosternError('invalid', message, { fields: { code: message } })
  }
  return changeOwnAccount(person, origin, async (tx) => {
    await useUpChallenge(challenge, tx)
    await tx.person.update({ where: { id: personId }, data: { sealedTotp: sealed, totpStep: step } })
    const made = await makeFirstRecoveryCodes(tx, personId)
    const sessionId = await refreshSession(tx, person, ['totp'])
    return {
      result: { sessionId, recoveryCodes: made },
      entries: [{ action: 'person.totp_set_up' }, ...(made ? [{ action: 'person.recovery_codes_made' }] : [])],
    }
  })
}
