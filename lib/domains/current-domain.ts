import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Domain } from '#lib/db/generated/client.ts'
import { lockDomains } from './lock-domains.ts'

/**
 * The domain of a change, locked: it waits for changes inside the domain that are under way, and those that come later
 * wait for it. Throws `not_found` for one of another organization, and `stale_version`, with who changed it and when, if
 * it is no longer what was looked at.
 */
export async function currentDomain(
  scope: Scope<Permission>,
  { id, rowVersion }: { id: string; rowVersion: number },
): Promise<Domain> {
  const { tx, organization } = scope
  await lockDomains(scope)
  // Against lib/access/hold-permit.ts, and not against foreign keys: an entry of the log refers to a domain, too.
  await tx.$queryRaw`
    SELECT 1 FROM "Domain"
     WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${id}::uuid FOR NO KEY UPDATE`
  const domain = await tx.domain.findFirst({ where: { organizationId: organization.id, id } })
  if (!domain) throw new PosternError('not_found')
  if (domain.rowVersion !== rowVersion) assertCurrent(scope, await lastChange(scope, domain), rowVersion, 'domain')
  return domain
}

/** Who changed it last is what the log says, which is in the same transaction as each change. */
async function lastChange({ tx, organization }: Scope<Permission>, { id, rowVersion }: Domain) {
  const last = await tx.changeLogEntry.findFirst({
    where: { organizationId: organization.id, subjectId: id, outcome: 'done', action: { startsWith: 'domain.' } },
    orderBy: { sequence: 'desc' },
    select: { actorName: true, at: true },
  })
  if (!last) throw new PosternError('stale_version')
  return { rowVersion, updatedAt: last.at, updatedByName: last.actorName }
}
