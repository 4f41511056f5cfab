import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { type MemberRow, memberOf } from './member-item.ts'
import { peopleOf } from './people-of.ts'
import type { MemberDetails } from './schema.ts'

/** A member as they are now, with the API tokens that they made and that still hold, as far as the permit reaches. Throws `not_found`. */
export async function getMember(permit: Permit<'member:list'>, id: string): Promise<MemberDetails> {
  if (!isUuid(id)) throw new PosternError('not_found')
  const [row] = await db().$queryRaw<MemberRow[]>`
    SELECT * FROM (${peopleOf(permit)}) e WHERE e."kind" = 'member' AND e."id" = ${id}::uuid`
  if (!row) throw new PosternError('not_found')
  const tokens = await db().apiToken.findMany({
    where: {
      organizationId: permit.organization.id,
      createdById: id,
      revokedAt: null,
      ...(permit.domainIds !== null && { domainId: { in: [...permit.domainIds] } }),
      OR: [{ expiresAt: null }, { expiresAt: { gt: clock.now() } }],
    },
    select: { id: true, name: true, ending: true, domain: { select: { name: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  })
  return {
    ...memberOf(permit, row),
    tokens: tokens.map(({ domain, ...token }) => ({ ...token, domainName: domain?.name ?? null })),
  }
}
