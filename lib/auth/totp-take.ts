import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { totpStepOf } from './totp-code.ts'
import { withTotp } from './totp-seal.ts'

/**
 * Whether this is a code of the person's authenticator app that was not taken before: it is used up by this, also when
 * two processes are given it at the same moment. RFC 6238, 5.2; OWASP ASVS 6.5.1.
 */
export async function takeTotpCode(personId: string, code: string): Promise<boolean> {
  const person = await db().person.findUnique({ where: { id: personId }, select: { sealedTotp: true } })
  if (!person?.sealedTotp) return false
  const step = withTotp('set-up', personId, person.sealedTotp, (secret) => totpStepOf(secret, code, clock.now()))
  if (step === null) return false
  const { count } = await db().person.updateMany({
    where: { id: personId, sealedTotp: person.sealedTotp, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
    data: { totpStep: step },
  })
  return count === 1
}
