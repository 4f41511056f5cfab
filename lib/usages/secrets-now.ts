import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** How a secret is called, and the slug of the domain it is of; null for the organization's own. */
export type SecretNow = { name: string; domain: string | null }

/**
 * How these secrets are called now, of those that the permit reaches: the organization's own and its domains'. One that
 * is deleted has no name any more.
 */
export async function secretsNow(permit: Permit<'sends:list'>, ids: string[]): Promise<Map<string, SecretNow>> {
  const { organization, domainIds } = permit
  const secrets = await db().secret.findMany({
    where: {
      organizationId: organization.id,
      id: { in: [...new Set(ids)] },
      ...(domainIds && { OR: [{ domainId: null }, { domainId: { in: [...domainIds] } }] }),
    },
    select: { id: true, name: true, domain: { select: { slug: true } } },
  })
  return new Map(secrets.map(({ id, name, domain }) => [id, { name, domain: domain?.slug ?? null }]))
}
