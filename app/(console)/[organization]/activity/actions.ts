'use server'

import { checkLog } from '#lib/changelog/check-log.ts'
import { checkLogInput } from '#lib/changelog/schema.ts'
import { defineAction } from '#lib/server/define-action.ts'

/** Whoever may see the log of a secret may see activity too, so this is the one way to verify. */
export const verifyLogAction = defineAction(
  { kind: 'read', permission: 'activity:view', input: checkLogInput },
  async (permit) => checkLog(permit),
)
