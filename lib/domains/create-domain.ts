import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { assertNameFree } from './assert-name-free.ts'
import { lockDomains } from './lock-domains.ts'
import { type CreateDomainInput, type DomainChanged, mostDomains } from './schema.ts'

/**
 * Makes an empty domain, in which Owners and Org Admins alone have a role until somebody is given one. Throws `invalid`
 * for a name or an address that another domain has, archived or not, and when there are too many.
 */
export async function createDomain(
  scope: Scope<'domain:create'>,
  { name, slug }: CreateDomainInput,
): Promise<DomainChanged> {
  const { tx, organization } = scope
  await lockDomains(scope)
  if ((await tx.domain.count({ where: { organizationId: organization.id } })) >= mostDomains)
    throw new PosternError('invalid', `Nothing was saved. An organization has at most ${mostDomains} domains.`)
  await assertNameFree(scope, { name, slug })
  const { id, rowVersion } = await tx.domain.create({
    data: { organizationId: organization.id, name, slug, createdAt: clock.now() },
    select: { id: true, rowVersion: true },
  })
  record(scope, {
    action: 'domain.created',
    subject: { kind: 'domain', id, name },
    domainId: id,
    details: { fields: { Address: { from: null, to: slug } } },
  })
  return { id, slug, name, rowVersion }
}
