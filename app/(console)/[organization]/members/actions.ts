'use server'

import { changeRoles } from '#lib/members/change-roles.ts'
import { inviteMember } from '#lib/members/invite-member.ts'
import { leaveOrganization } from '#lib/members/leave-organization.ts'
import { removeMember } from '#lib/members/remove-member.ts'
import { renewInvitation } from '#lib/members/renew-invitation.ts'
import {
  changeRolesInput,
  invitationInput,
  inviteMemberInput,
  leaveOrganizationInput,
  removeMemberInput,
  suspendMemberInput,
  transferOwnershipInput,
} from '#lib/members/schema.ts'
import { suspendMember } from '#lib/members/suspend-member.ts'
import { transferOwnership } from '#lib/members/transfer-ownership.ts'
import { withdrawInvitation } from '#lib/members/withdraw-invitation.ts'
import { defineAction } from '#lib/server/define-action.ts'

/** A mail goes out after the change, so no transaction is open here. */
export const inviteMemberAction = defineAction(
  { kind: 'send', permission: 'member:invite', input: inviteMemberInput },
  async (permit, input) => inviteMember(permit, input),
)

export const renewInvitationAction = defineAction(
  { kind: 'send', permission: 'member:invite', input: invitationInput },
  async (permit, input) => renewInvitation(permit, input),
)

export const withdrawInvitationAction = defineAction(
  { kind: 'change', permission: 'member:invite', input: invitationInput },
  async (scope, input) => withdrawInvitation(scope, input),
)

export const changeRolesAction = defineAction(
  { kind: 'change', permission: 'member:change', input: changeRolesInput },
  async (scope, input) => changeRoles(scope, input),
)

export const suspendMemberAction = defineAction(
  { kind: 'change', permission: 'member:suspend', input: suspendMemberInput },
  async (scope, input) => suspendMember(scope, input),
)

export const removeMemberAction = defineAction(
  { kind: 'change', permission: 'member:remove', input: removeMemberInput },
  async (scope, input) => removeMember(scope, input),
)

export const transferOwnershipAction = defineAction(
  { kind: 'change', permission: 'ownership:transfer', input: transferOwnershipInput },
  async (scope, input) => transferOwnership(scope, input),
)

export const leaveOrganizationAction = defineAction(
  { kind: 'change', permission: 'organization:leave', input: leaveOrganizationInput },
  async (scope) => leaveOrganization(scope),
)
