import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { assertNameFree } from './assert-name-free.ts'
import { currentDomain } from './current-domain.ts'
import type { DomainChanged, RenameDomainInput } from './schema.ts'

/**
 * Gives a domain, archived or not, another name. Its address stays, and so does everything that refers to it. Throws
 * `not_found`, `stale_version`, and `invalid` for a name that another domain has.
 */
export async function renameDomain(scope: Scope<'domain:change'>, input: RenameDomainInput): Promise<DomainChanged> {
  const { tx, organization } = scope
  const { name } = input
  const old = await currentDomain(scope, input)
  const { id, slug } = old
  if (old.name === name) {
    recordNothing(scope)
    return { id, slug, name, rowVersion: old.rowVersion }
  }
  await assertNameFree(scope, { name }, id)
  const rowVersion = old.rowVersion + 1
  await tx.domain.update({
    where: { organizationId_id: { organizationId: organization.id, id } },
    data: { name, rowVersion },
  })
  record(scope, {
    action: 'domain.renamed',
    subject: { kind: 'domain', id, name },
    domainId: id,
    details: { fields: { Name: { from: old.name, to: name } } },
  })
  return { id, slug, name, rowVersion }
}
