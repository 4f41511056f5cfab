import type { PresentedToken } from '#lib/access/authorize.ts'
import type { TokenScope } from '#lib/access/permissions.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { isTokenText, tokenHash } from './token-text.ts'

/** How often a use is noted at most: writing at every one would double the cost of a request. */
const touchEveryMs = 60_000

/**
 * Whose token this is, or null for anything but a token that exists, is not revoked, has not expired, and whose domain is
 * not archived: read anew with every request. Notes when and from where it was used, at most once a minute.
 */
export async function findToken(text: string, address: string): Promise<PresentedToken | null> {
  if (!isTokenText(text)) return null
  const now = clock.now()
  const token = await db().apiToken.findFirst({
    where: { hash: tokenHash(text), revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: {
      id: true,
      name: true,
      scopes: true,
      lastUsedAt: true,
      domainId: true,
      organization: { select: { id: true, slug: true, name: true, timeZone: true } },
      domain: { select: { id: true, slug: true, name: true, archivedAt: true } },
    },
  })
  if (!token || (token.domainId !== null && (!token.domain || token.domain.archivedAt))) return null
  const { id: tokenId, name, organization, lastUsedAt } = token
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= touchEveryMs) {
    await db().apiToken.updateMany({
      where: { organizationId: organization.id, id: tokenId, revokedAt: null },
      data: { lastUsedAt: now, lastUsedAddress: address },
    })
  }
  const domain = token.domain && { id: token.domain.id, slug: token.domain.slug, name: token.domain.name }
  return { tokenId, name, scopes: token.scopes as TokenScope[], organization, domain }
}
