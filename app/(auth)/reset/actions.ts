'use server'

import { after } from 'next/server'
import { resetPassword } from '#lib/auth/reset-password.ts'
import { requestReset } from '#lib/auth/reset-request.ts'
import { requestResetInput, resetPasswordInput } from '#lib/auth/schema.ts'
import type { MailOutcome } from '#lib/mail/mail.ts'
import { sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { definePublicAction } from '#lib/server/define-public-action.ts'

/** Answers the same for every address, before anything is looked up. */
export const requestResetAction = definePublicAction(
  {
    public: 'Whoever forgot their password cannot sign in: throttled by address and account, and the mail is theirs.',
    input: requestResetInput,
  },
  async (input, origin): Promise<void> => {
    after(await requestReset(input, origin))
  },
)

export const resetPasswordAction = definePublicAction(
  { public: 'The link’s token is the proof.', input: resetPasswordInput },
  async (input, origin): Promise<{ notice: MailOutcome }> => {
    const { email } = await resetPassword(input, origin)
    return { notice: await sendSecurityNotice(email, 'password_reset') }
  },
)
