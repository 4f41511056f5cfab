import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/** The refusal of a name that another secret of the scope has, in a sentence of its own for an archived one. */
export async function nameTaken(
  scope: Pick<Scope<Permission>, 'tx' | 'organization' | 'domain' | 'scopeId'>,
  nameLower: string,
): Promise<PosternError> {
  const other = await scope.tx.secret.findUnique({
    where: {
      organizationId_scopeId_nameLower: {
        organizationId: scope.organization.id,
        scopeId: scope.scopeId,
        nameLower,
      },
    },
    select: { archivedAt: true },
  })
  const where = scope.domain?.name ?? scope.organization.name
  const [a, aName] = scope.domain ? ['an', 'alias'] : ['a', 'name']
  const message = other?.archivedAt
    ? `${where} already has an archived secret with this ${aName}. ${a === 'an' ? 'An alias' : 'A name'} stays taken until its secret is deleted. Choose another.`
    : `${where} already has a secret with this ${aName}. Choose another, or edit that one.`
  return new PosternError('name_taken', message, { fields: { name: message } })
}
