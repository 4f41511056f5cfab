import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { Consumer } from './consumer.ts'
import { mostListed } from './is-cut.ts'
import { type FoundReference, referencesTo } from './references-in-use.ts'
import type { Place } from './schema.ts'

/** The places that use a secret, of the domains that the permit reaches, last used first, then by name. */
export async function placesOf(
  permit: Permit<Permission>,
  secret: { id: string; name: string; domainId: string | null },
  consumers: readonly Consumer[],
): Promise<Place[]> {
  const organizationId = permit.organization.id
  const { domainIds } = permit
  const references = await referencesTo(db(), { organizationId, ...secret, domainIds }, mostListed)
  return placesOfReferences(organizationId, references, secret.id, consumers)
}

/** The places of references that were found already, last used first. */
export async function placesOfReferences(
  organizationId: string,
  references: FoundReference[],
  secretId: string,
  consumers: readonly Consumer[],
): Promise<Place[]> {
  const places = await Promise.all(
    consumers.map((consumer) => {
      const ofKind = references.filter((reference) => reference.consumerKind === consumer.kind)
      return ofKind.length === 0 ? [] : consumer.placesOf(db(), organizationId, ofKind, secretId)
    }),
  )
  return places
    .flat()
    .sort(
      (a, b) =>
        (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '') ||
        a.domain.name.localeCompare(b.domain.name) ||
        a.name.localeCompare(b.name) ||
        (a.part ?? '').localeCompare(b.part ?? '') ||
        a.id.localeCompare(b.id),
    )
}
