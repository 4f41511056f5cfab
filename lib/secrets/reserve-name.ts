import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { Secret } from '#lib/db/generated/client.ts'

/** How long the name that a rename left behind waits: callers that Postern cannot rewrite may still say it. */
const reservedDays = 90

/** Reserves the name that a secret gives up, for that secret alone; the name that it takes is reserved no more. */
export async function reserveName({ tx }: Scope<Permission>, old: Secret, nameLower: string): Promise<void> {
  const { organizationId, scopeId, id: secretId } = old
  const until = new Date(clock.now().getTime() + reservedDays * 24 * 60 * 60 * 1000)
  const key = { organizationId, scopeId, nameLower: old.nameLower }
  await tx.reservedName.deleteMany({ where: { organizationId, scopeId, nameLower } })
  await tx.reservedName.upsert({
    where: { organizationId_scopeId_nameLower: key },
    create: { ...key, secretId, until },
    update: { secretId, until },
  })
}
