'use server'

import { after } from 'next/server'
import { z } from '#lib/core/zod.ts'
import { sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { disconnectIdentities } from '#lib/oidc/disconnect-identity.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'

export const disconnectSsoAction = defineAccountAction(
  { name: 'disconnect_sso', fresh: true, input: z.undefined() },
  async (person, _, origin): Promise<void> => {
    await disconnectIdentities(person, origin)
    after(() => sendSecurityNotice(person.email, 'sso_disconnected'))
  },
)
