'use server'

import { z } from '#lib/core/zod.ts'
import { disconnectIdentities } from '#lib/oidc/disconnect-identity.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'

export const disconnectSsoAction = defineAccountAction(
  { name: 'disconnect_sso', fresh: true, input: z.undefined() },
  async (person, _, origin): Promise<void> => disconnectIdentities(person, origin),
)
