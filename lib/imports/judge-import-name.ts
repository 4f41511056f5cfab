import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { aliasProblem, nameProblem } from '#lib/secrets/names.ts'
import type { ImportName } from './schema.ts'

/** Whether a name that is typed for a row of an import is one, and free. */
export async function judgeImportName(permit: Permit<'secret:import'>, typed: string): Promise<ImportName> {
  const name = permit.domain ? typed.toLowerCase() : typed
  const problem = permit.domain ? aliasProblem(name) : nameProblem(name)
  if (problem !== null) return { name, problem }
  const key = { organizationId: permit.organization.id, scopeId: permit.scopeId, nameLower: name.toLowerCase() }
  const [taken, reserved] = await Promise.all([
    db().secret.findUnique({ where: { organizationId_scopeId_nameLower: key }, select: { id: true } }),
    db().reservedName.findFirst({ where: { ...key, until: { gt: clock.now() } }, select: { until: true } }),
  ])
  if (taken) return { name, problem: 'This name is taken too.' }
  return { name, problem: reserved ? 'This name is reserved: a secret had it until it was renamed.' : null }
}
