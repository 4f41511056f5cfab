import type { PermitPlace } from '#lib/access/permit.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'

/** An inbound webhook that takes deliveries. */
export type Hook = {
  workflow: { id: string; name: string }
  place: PermitPlace & { domain: NonNullable<PermitPlace['domain']> }
  keyName: string
  keyPart: string | null
}

/** The webhook of an address; null: there is none, its workflow is disabled, or its domain archived. */
export async function findHook(hookId: string): Promise<Hook | null> {
  if (!isUuid(hookId)) return null
  const row = await db().workflow.findFirst({
    where: { hookId, disabledAt: null, domain: { archivedAt: null } },
    select: {
      id: true,
      name: true,
      hookKeyName: true,
      hookKeyPart: true,
      domain: {
        select: {
          id: true,
          slug: true,
          name: true,
          organization: { select: { id: true, slug: true, name: true, timeZone: true } },
        },
      },
    },
  })
  if (!row) return null
  const { organization, ...domain } = row.domain
  return {
    workflow: { id: row.id, name: row.name },
    place: { organization, domain },
    keyName: row.hookKeyName,
    keyPart: row.hookKeyPart,
  }
}
