import { randomBytes } from 'node:crypto'
import { inviteMember } from '#lib/members/invite-member.ts'
import type { DomainRole, InvitationLink, InviteFields } from '#lib/members/schema.ts'
import type { Tenant, TestRole } from './make-tenant.ts'

export const aPassword = 'quartz lantern bicycle 41'

export const newEmail = (): string => `ada.${randomBytes(6).toString('hex')}@acme.example`

/** A role in Europe alone. */
export const inEurope = (tenant: Tenant, role: DomainRole) => ({
  role: 'member' as const,
  domains: [{ domainId: tenant.organization.europe.id, role }],
})

/** An invitation as somebody in a tenant makes it. */
export async function invite(tenant: Tenant, by: TestRole, fields: InviteFields): Promise<InvitationLink> {
  const permit = await tenant.organizationPermit('member:invite', by)
  return inviteMember(permit, { organization: tenant.organization.slug, ...fields })
}

/** What a link has in its fragment. */
export const tokenIn = (link: string | null): string => link?.split('/invite#')[1] ?? ''
