import { NotPermitted } from '#lib/access/authorize.ts'
import type { Permit } from '#lib/access/permit.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'

/**
 * Notes in the change log that somebody tried what their role does not allow: in the log of each secret of this place
 * that the input names, else in the place's own. The input is what nobody has parsed. Never throws.
 */
export async function logNotPermitted(error: unknown, input?: unknown): Promise<void> {
  if (!(error instanceof NotPermitted)) return
  const { refused, permission } = error
  const place = refused.domain ?? refused.organization
  const ofPlace = { kind: refused.domain ? 'domain' : 'organization', id: place.id, name: place.name } as const
  const isAboutSecrets = permission.startsWith('secret:') || permission === 'host:approve'
  const secrets = isAboutSecrets ? await secretsOf(refused, input) : []
  for (const subject of secrets.length > 0 ? secrets : [ofPlace]) {
    recordRefusal(refused, { action: 'access.refused', subject, details: { code: error.code, note: permission } })
  }
}

/** As many as one action can be about: lib/secrets/schema.ts. */
const mostSecrets = 200

async function secretsOf(
  { organization, scopeId }: Permit<'organization:view'>,
  input: unknown,
): Promise<PendingEntry['subject'][]> {
  const { id, secretId, secrets } = (typeof input === 'object' && input !== null ? input : {}) as Record<
    string,
    unknown
  >
  const named = [id, secretId, ...(Array.isArray(secrets) ? secrets.slice(0, mostSecrets).map(idOf) : [])]
  const ids = named.filter((each): each is string => typeof each === 'string' && isUuid(each.toLowerCase()))
  if (ids.length === 0) return []
  try {
    const found = await db().secret.findMany({
      where: { organizationId: organization.id, scopeId, id: { in: ids } },
      select: { id: true, name: true },
    })
    return found.map((secret) => ({ kind: 'secret', ...secret }))
  } catch (failure) {
    log.failure(failure)
    return []
  }
}

const idOf = (each: unknown): unknown =>
  typeof each === 'object' && each !== null ? (each as Record<string, unknown>).id : undefined
