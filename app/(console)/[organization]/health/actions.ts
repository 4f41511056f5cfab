'use server'

import { approveHost } from '#lib/approvals/approve-host.ts'
import { declineHost } from '#lib/approvals/decline-host.ts'
import { hostApprovalInput, withdrawApprovalInput } from '#lib/approvals/schema.ts'
import { withdrawApproval } from '#lib/approvals/withdraw-approval.ts'
import { defineAction } from '#lib/server/define-action.ts'

// The place is the secret's: a domain, or, without one, the organization itself.

export const approveHostAction = defineAction(
  { kind: 'change', permission: 'host:approve', input: hostApprovalInput },
  async (scope, input) => approveHost(scope, input),
)

export const declineHostAction = defineAction(
  { kind: 'change', permission: 'host:approve', input: hostApprovalInput },
  async (scope, input) => declineHost(scope, input),
)

export const withdrawApprovalAction = defineAction(
  { kind: 'change', permission: 'host:approve', input: withdrawApprovalInput },
  async (scope, input) => withdrawApproval(scope, input),
)
