'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { changePolicies } from '#lib/settings/change-policies.ts'
import { changePoliciesInput } from '#lib/settings/schema.ts'

export const changePoliciesAction = defineAction(
  { kind: 'change', permission: 'policy:edit', input: changePoliciesInput },
  async (scope, input) => changePolicies(scope, input),
)
