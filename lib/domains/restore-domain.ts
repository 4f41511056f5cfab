import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { currentDomain } from './current-domain.ts'
import type { DomainChanged, RestoreDomainInput } from './schema.ts'

/**
 * Brings an archived domain back as it was, at its address, with its members' roles, its webhooks and its API tokens.
 * Throws `not_found`, `stale_version`, and `wrong_state` for one that is not archived.
 */
export async function restoreDomain(scope: Scope<'domain:archive'>, input: RestoreDomainInput): Promise<DomainChanged> {
  const { tx, organization } = scope
  const old = await currentDomain(scope, input)
  const { id, slug, name } = old
  if (!old.archivedAt) throw new PosternError('wrong_state', 'Nothing was changed. This domain is not archived.')
  const rowVersion = old.rowVersion + 1
  await tx.domain.update({
    where: { organizationId_id: { organizationId: organization.id, id } },
    data: { archivedAt: null, rowVersion },
  })
  record(scope, { action: 'domain.restored', subject: { kind: 'domain', id, name }, domainId: id })
  return { id, slug, name, rowVersion }
}
