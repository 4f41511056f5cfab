'use server'

import { changePoliciesAs } from '#lib/server/change-policies-as.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { changePoliciesInput } from '#lib/settings/schema.ts'

// Not a `change`: how its person signed in is read before the transaction opens.
export const changePoliciesAction = defineAction(
  { kind: 'send', permission: 'policy:edit', input: changePoliciesInput },
  async (permit, input) => changePoliciesAs(permit, input),
)
