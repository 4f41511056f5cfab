import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import type { Secret } from '#lib/db/generated/client.ts'

/** More changes than these are counted as so many. */
const mostRead = 200

/** Who did what to a secret, and when, since it was at `rowVersion`: from the log, in a sentence for who comes too late. */
export async function saidOfMeanwhile(
  { tx, organization }: Scope<Permission>,
  secret: Secret,
  rowVersion: number,
): Promise<string> {
  const entries = await tx.changeLogEntry.findMany({
    where: { organizationId: organization.id, subjectId: secret.id, subjectKind: 'secret', outcome: 'done' },
    orderBy: { sequence: 'desc' },
    take: mostRead,
    select: { action: true, actorName: true, at: true, details: true, subjectName: true },
  })
  const since = entries.filter((entry) => ((entry.details as ChangeDetails).rowVersion ?? 0) > rowVersion)
  const [newest] = since
  const at = (date: Date) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: organization.timeZone,
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(date)
  if (!newest)
    return `Nothing was saved. ${secret.updatedByName} changed this secret at ${at(secret.updatedAt)}, while you had it open.`
  const did = whatWasDone(newest.action, newest.details as ChangeDetails)
  const before = since.length - 1
  const others = before === 0 ? '' : `, and there ${before === 1 ? 'was 1 change' : `were ${before} changes`} before it`
  return `Nothing was saved. ${newest.actorName} ${did} at ${at(newest.at)}, while you had it open${others}.`
}

function whatWasDone(action: string, { fields = {}, version }: ChangeDetails): string {
  switch (action) {
    case 'secret.rotated':
      return 'replaced the value'
    case 'secret.reactivated':
      return 'gave it a new value after it was revoked'
    case 'secret.version_made_current':
      return version ? `made an earlier value current, as version ${version.to},` : 'made an earlier value current'
    case 'secret.revoked':
      return 'revoked it'
    case 'secret.archived':
      return 'archived it'
    case 'secret.restored':
      return 'restored it'
    case 'secret.renamed':
      return 'renamed it'
    case 'secret.edited': {
      const names = Object.keys(fields).map((name) => name.toLowerCase())
      return names.length === 0 ? 'edited it' : `changed the ${names.join(' and the ')}`
    }
    default:
      return 'changed it'
  }
}
