import { dropChallenge, heldChallenge, holdChallenge } from '#lib/auth/challenge-cookie.ts'
import { beginConfirm, confirm } from '#lib/auth/confirm.ts'
import { knownDevice } from '#lib/auth/device-cookie.ts'
import { giveSessionCookie } from '#lib/auth/hold-session.ts'
import { type ConfirmOffers, confirmInput } from '#lib/auth/schema.ts'
import { z } from '#lib/core/zod.ts'
import { defineAccountAction } from './define-account-action.ts'

/** By what whoever is signed in may prove that it is still them. */
export const confirmOptionsStep = defineAccountAction(
  { name: 'confirm_options', fresh: false, input: z.null() },
  async (person): Promise<ConfirmOffers> => {
    const { challengeId, offers } = await beginConfirm(person)
    await holdChallenge('confirm', challengeId)
    return offers
  },
)

/** Makes this session fresh: what asked for it may be done from now on. */
export const confirmStep = defineAccountAction(
  { name: 'confirm', fresh: false, input: confirmInput },
  async (person, input, origin): Promise<void> => {
    const device = await knownDevice(person.email)
    const sessionId = await confirm(person, input, await heldChallenge('confirm'), { device, origin })
    await giveSessionCookie(sessionId)
    await dropChallenge('confirm')
  },
)
