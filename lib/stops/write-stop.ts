import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import type { Stop } from './schema.ts'

/** Writes the stop of the scope's place, or that there is none, and logs it. The row is locked by then. */
export async function writeStop(scope: Scope<'sends:stop'>, stop: Stop | null): Promise<void> {
  const { tx, organization, domain } = scope
  const data = {
    sendsStoppedAt: stop && new Date(stop.stoppedAt),
    sendsStoppedByName: stop?.stoppedByName ?? null,
  }
  if (domain)
    await tx.domain.update({
      where: { organizationId_id: { organizationId: organization.id, id: domain.id } },
      data,
    })
  else await tx.organization.update({ where: { id: organization.id }, data })
  const { id, name } = domain ?? organization
  record(scope, {
    action: stop ? 'sends.stopped' : 'sends.resumed',
    subject: { kind: domain ? 'domain' : 'organization', id, name },
  })
}
