import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'

/**
 * Throws `name_taken` if a rename left this name behind and it still waits, unless for this very secret. Called after
 * the name was written: only then has a rename that was under way been seen.
 */
export async function assertNotReserved(
  scope: Pick<Scope<Permission>, 'tx' | 'organization' | 'scopeId'>,
  nameLower: string,
  secretId: string,
): Promise<void> {
  const { tx, organization, scopeId } = scope
  const reserved = await tx.reservedName.findFirst({
    where: {
      organizationId: organization.id,
      scopeId,
      nameLower,
      until: { gt: clock.now() },
      secretId: { not: secretId },
    },
    select: { secretId: true, until: true },
  })
  if (!reserved) return
  const owner = await tx.secret.findFirst({
    where: { organizationId: organization.id, id: reserved.secretId, scopeId },
    select: { name: true },
  })
  const until = new Intl.DateTimeFormat('en-GB', { timeZone: organization.timeZone, dateStyle: 'medium' }).format(
    reserved.until,
  )
  const message = `This name stays reserved until ${until}, because ${owner ? `${owner.name} had it` : 'a secret had it'} and callers may still use it. Choose another.`
  throw new PosternError('name_taken', message, { fields: { name: message } })
}
