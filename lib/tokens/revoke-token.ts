import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { RevokeTokenInput } from './schema.ts'

/**
 * Revokes a token of the permit's domain, or of the organization, from the next request on; a change that it has under
 * way does not commit any more. Throws `not_found`, and `wrong_state` for one that is revoked already.
 */
export async function revokeToken(
  scope: Scope<'token:revoke'>,
  { id }: RevokeTokenInput,
): Promise<{ id: string; name: string }> {
  const { tx, organization, actor } = scope
  const where = { organizationId: organization.id, domainId: scope.domain?.id ?? null, id }
  const [token] = await tx.apiToken.updateManyAndReturn({
    where: { ...where, revokedAt: null },
    data: { revokedAt: clock.now(), revokedByName: actor.name },
    select: { id: true, name: true },
  })
  if (!token) {
    const isThere = (await tx.apiToken.count({ where })) > 0
    throw isThere
      ? new PosternError('wrong_state', 'Nothing was changed. This token is revoked already.')
      : new PosternError('not_found')
  }
  record(scope, { action: 'token.revoked', subject: { kind: 'token', ...token } })
  return token
}
