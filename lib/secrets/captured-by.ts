import type { Tx } from '#lib/db/transaction.ts'
import type { FoundReference } from '#lib/usages/references-in-use.ts'
import type { RenamePreview } from './schema.ts'

/**
 * The domains' secrets of a name that would catch references, had they this name: one of a domain stands before the
 * organization's there, in every state. `places` counts the texts of the domain that would change their secret.
 */
export async function capturedBy(
  client: Tx,
  organizationId: string,
  nameLower: string,
  references: FoundReference[],
): Promise<RenamePreview['captured']> {
  const textsIn = new Map<string, Set<string>>()
  for (const { domainId, consumerKind, consumerId } of references) {
    const texts = textsIn.get(domainId) ?? new Set()
    textsIn.set(domainId, texts.add(`${consumerKind} ${consumerId}`))
  }
  const secrets = await client.secret.findMany({
    where: { organizationId, nameLower, scopeId: { in: [...textsIn.keys()] } },
    select: { name: true, scopeId: true, domain: { select: { name: true } } },
    orderBy: { domain: { name: 'asc' } },
  })
  return secrets.map(({ name, scopeId, domain }) => ({
    domainName: domain?.name ?? '',
    name,
    places: textsIn.get(scopeId)?.size ?? 0,
  }))
}

const mostNamed = 5

/** The refusal of a name that would catch references, in a sentence that says where. */
export function capturedSentence(captured: RenamePreview['captured']): string {
  const named = captured
    .slice(0, mostNamed)
    .map(
      ({ domainName, name, places }) => `${domainName} (${name}, ${places} ${places === 1 ? 'request' : 'requests'})`,
    )
  const more = captured.length - named.length
  const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `Requests that use this secret would use another one, because a domain has a secret of this name: ${list}. Choose another name.`
}
