import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { SecretDetails } from './schema.ts'

/**
 * How often a secret was sent before the sends of which there are records still, and when last (a day in UTC). The
 * counts are of all domains together, so that only who sees all that use the secret learns them.
 */
export async function sentBefore(
  { organization, domain, domainIds }: Permit<'secret:list'>,
  secretId: string,
): Promise<SecretDetails['sentEarlier']> {
  if (domain === null && domainIds !== null) return null
  const { _sum, _max } = await db().usageDay.aggregate({
    where: { organizationId: organization.id, secretId },
    _sum: { sends: true },
    _max: { day: true },
  })
  return _max.day && { sends: _sum.sends ?? 0, lastDay: _max.day.toISOString().slice(0, 10) }
}
