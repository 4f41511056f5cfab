'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { resumeSends } from '#lib/stops/resume-sends.ts'
import { resumeSendsInput, stopSendsInput } from '#lib/stops/schema.ts'
import { stopSends } from '#lib/stops/stop-sends.ts'

export const stopSendsAction = defineAction(
  { kind: 'change', permission: 'sends:stop', input: stopSendsInput },
  async (scope) => stopSends(scope),
)

export const resumeSendsAction = defineAction(
  { kind: 'change', permission: 'sends:stop', input: resumeSendsInput },
  async (scope, input) => resumeSends(scope, input),
)
