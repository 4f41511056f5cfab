'use server'

import { endOtherSessions, endOwnSession } from '#lib/auth/end-own-sessions.ts'
import { endSessionInput } from '#lib/auth/schema.ts'
import { z } from '#lib/core/zod.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'

export const endSessionAction = defineAccountAction(
  { name: 'end_session', fresh: true, input: endSessionInput },
  async (person, { id }, origin) => endOwnSession(person, id, origin),
)

export const endOtherSessionsAction = defineAccountAction(
  { name: 'end_other_sessions', fresh: true, input: z.object({}) },
  async (person, _, origin) => endOtherSessions(person, origin),
)
