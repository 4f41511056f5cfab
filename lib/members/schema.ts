import { firstOwnerInput, newPassword } from '#lib/auth/schema.ts'
import { z } from '#lib/core/zod.ts'

const organization = z.string().max(63)
const uuid = z.uuid().toLowerCase()
const rowVersion = z.int().positive()

export const domainRoles = ['domain_admin', 'editor'] as const
export type DomainRole = (typeof domainRoles)[number]
/** `member` holds nothing for the organization itself, only the roles that domains give. */
export const organizationRoles = ['owner', 'org_admin', 'member'] as const
export type OrganizationRole = (typeof organizationRoles)[number]

const domains = z
  .array(z.object({ domainId: uuid, role: z.enum(domainRoles) }))
  .max(500)
  .refine((list) => new Set(list.map(({ domainId }) => domainId)).size === list.length, {
    error: 'Give one role in each domain.',
  })

type GivenRoles = { role: OrganizationRole; domains: { domainId: string; role: DomainRole }[] }

/** Who holds for the whole organization needs no domain, and who does not needs one. */
const hasPlace = ({ role, domains }: GivenRoles) => (role === 'member' ? domains.length > 0 : domains.length === 0)
const noPlace = { error: 'Choose a role in at least one domain.', path: ['domains'] }

/** What is chosen in the drawers "Invite" and "Change roles". */
export const inviteFields = z
  .object({ email: firstOwnerInput.shape.email, role: z.enum(['org_admin', 'member']), domains })
  .refine(hasPlace, noPlace)
export type InviteFields = z.infer<typeof inviteFields>

export const roleFields = z.object({ role: z.enum(organizationRoles), domains }).refine(hasPlace, noPlace)
export type RoleFields = z.infer<typeof roleFields>

export const inviteMemberInput = inviteFields.safeExtend({ organization })
export type InviteMemberInput = z.infer<typeof inviteMemberInput>

/** An invitation that is pending. */
export const invitationInput = z.object({ organization, id: uuid })
export type InvitationInput = z.infer<typeof invitationInput>

/** `id` is the person's. */
export const changeRolesInput = roleFields.safeExtend({ organization, id: uuid, rowVersion })
export type ChangeRolesInput = z.infer<typeof changeRolesInput>

export const suspendMemberInput = z.object({ organization, id: uuid, rowVersion, isSuspended: z.boolean() })
export type SuspendMemberInput = z.infer<typeof suspendMemberInput>

export const removeMemberInput = z.object({
  organization,
  id: uuid,
  rowVersion,
  /** Also revoke the API tokens that they made, as far as whoever removes them may. */
  revokesTokens: z.boolean(),
})
export type RemoveMemberInput = z.infer<typeof removeMemberInput>

export const leaveOrganizationInput = z.object({ organization })

export const transferOwnershipInput = z.object({
  organization,
  id: uuid,
  rowVersion,
  /** The organization's name, typed. */
  name: z.string().max(200),
})
export type TransferOwnershipInput = z.infer<typeof transferOwnershipInput>

const token = z.string().min(1).max(200)
/** A link's token, as its fragment has it. */
export const invitationTokenInput = z.object({ token })
export const newAccountFields = z.object({ name: firstOwnerInput.shape.name, password: newPassword })
export type NewAccountFields = z.infer<typeof newAccountFields>
export const acceptAsNewInput = newAccountFields.extend({ token })
export type AcceptAsNewInput = z.infer<typeof acceptAsNewInput>

export const memberStatuses = ['active', 'suspended', 'invited'] as const
export type MemberStatus = (typeof memberStatuses)[number]
export const memberStatusLabels: Record<MemberStatus, string> = {
  active: 'Active',
  suspended: 'Suspended',
  invited: 'Invited',
}

export const memberRoles = ['owner', 'org_admin', 'domain_admin', 'editor'] as const
export type MemberRole = (typeof memberRoles)[number]

/** What of the list is looked for. */
export type MemberQuery = { q: string; role: MemberRole | null; status: MemberStatus | null }
export const longestMemberSearch = 100

/** A list's query as an address has it; what makes no sense is left out. */
export function memberQueryOf(params: { get: (name: string) => string | null }): MemberQuery {
  const text = (params.get('q') ?? '').trim().slice(0, longestMemberSearch).toWellFormed()
  return {
    q: text.replaceAll('\0', ''),
    role: memberRoles.find((each) => each === params.get('role')) ?? null,
    status: memberStatuses.find((each) => each === params.get('status')) ?? null,
  }
}

/** A role in a domain, as far as whoever asks reaches. */
export type HeldInDomain = { domainId: string; domainName: string; role: DomainRole }

export type MemberItem = {
  kind: 'member'
  /** The person's. */
  id: string
  name: string
  email: string
  role: OrganizationRole
  domains: HeldInDomain[]
  status: 'active' | 'suspended'
  /** An authenticator app or a passkey is set up. */
  hasSecondFactor: boolean
  lastSeenAt: string | null
  rowVersion: number
  isSelf: boolean
  /** What whoever asks may do to them. */
  may: { change: boolean; suspend: boolean; remove: boolean; transfer: boolean }
}

export type InvitationItem = {
  kind: 'invitation'
  id: string
  email: string
  role: OrganizationRole
  domains: HeldInDomain[]
  status: 'invited'
  invitedAt: string
  invitedByName: string
  expiresAt: string
  isExpired: boolean
  /** Renew its link and withdraw it. */
  mayChange: boolean
}

/** GET /api/console/{organization}/members. `counts` is for the query without its status. */
export type MemberPage = {
  items: (MemberItem | InvitationItem)[]
  nextCursor: string | null
  counts: Record<MemberStatus, number>
}

/** GET /api/console/{organization}/members/{id}: with the API tokens that they made, which stay when they go. */
export type MemberDetails = MemberItem & {
  tokens: { id: string; name: string; ending: string; domainName: string | null }[]
}

/** What whoever asks may give. */
export type GivableRoles = { roles: OrganizationRole[]; domains: { id: string; name: string }[] }

/** A link that was made: mailed, or shown this once to whoever made it. */
export type InvitationLink = {
  id: string
  email: string
  expiresAt: string
  mail: 'sent' | 'failed' | 'not_set_up'
  /** Null where it was mailed. */
  link: string | null
}

/** What the holder of a link is shown of it, and what accepting it takes. */
export type InvitationShown = {
  organizationName: string
  email: string
  invitedByName: string
  role: 'org_admin' | 'member'
  domains: { name: string; role: DomainRole }[]
  /** `new`: there is no account of this address; `sign_in`: there is; `ready`: it is signed in; `other_account`: another is. */
  situation: 'new' | 'sign_in' | 'ready' | 'other_account'
  signedInAs: string | null
}
