import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { type PendingEntry, record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { dateOf, expiryProblem, expiryText } from './expiry.ts'
import { lockRow } from './lock-row.ts'
import { retentionProblem } from './retention.ts'
import { saidOfMeanwhile } from './said-of-meanwhile.ts'
import type { SelectedChanged, SelectedSecretsInput, SetExpirationInput } from './schema.ts'
import { dayOf } from './secret-status.ts'
import { type RowChange, updateRow } from './update-row.ts'

/** What is to become of one secret: a change with what the log says of it, nothing at all, or why it cannot be. */
type Verdict = { change: RowChange; action: string; details?: PendingEntry['details'] } | 'unchanged' | string

/** Archives the chosen secrets that are as they were seen; the others are left, and the answer says why. */
export function archiveSelected(scope: Scope<'secret:archive'>, input: SelectedSecretsInput): Promise<SelectedChanged> {
  const archivedAt = clock.now()
  return changeEach(scope, input.secrets, async (secret) =>
    secret.archivedAt ? 'unchanged' : { change: { archivedAt }, action: 'secret.archived' },
  )
}

/** Brings the chosen secrets back as they were when they were archived, within the organization's retention. */
export function restoreSelected(scope: Scope<'secret:restore'>, input: SelectedSecretsInput): Promise<SelectedChanged> {
  return changeEach(scope, input.secrets, async ({ archivedAt }) => {
    if (!archivedAt) return 'unchanged'
    return (await retentionProblem(scope, archivedAt)) ?? { change: { archivedAt: null }, action: 'secret.restored' }
  })
}

/** Gives the chosen secrets one expiration date, or none. Throws `invalid` for a date that has passed. */
export async function setExpirationOfSelected(
  scope: Scope<'secret:edit'>,
  input: SetExpirationInput,
): Promise<SelectedChanged> {
  const problem = expiryProblem(input.expiresOn, scope.organization.timeZone)
  if (problem) throw new PosternError('invalid', undefined, { fields: { expiresOn: problem } })
  const expiresOn = dateOf(input.expiresOn)
  return changeEach(scope, input.secrets, async (secret) => {
    if (secret.archivedAt) return 'This secret is archived. Restore it first.'
    if ((secret.expiresOn && dayOf(secret.expiresOn)) === input.expiresOn) return 'unchanged'
    const fields = { 'Expiration date': { from: expiryText(secret.expiresOn), to: expiryText(expiresOn) } }
    return { change: { expiresOn }, action: 'secret.edited', details: { fields } }
  })
}

/** In one transaction, each locked in the order of their ids, so that two who chose the same ones do not stop each other for ever. */
async function changeEach(
  scope: Scope<Permission>,
  chosen: SelectedSecretsInput['secrets'],
  judge: (secret: Secret) => Promise<Verdict>,
): Promise<SelectedChanged> {
  const answer: SelectedChanged = { changed: [], refused: [] }
  const seen = new Map(chosen.map(({ id, rowVersion }) => [id, rowVersion]))
  recordNothing(scope)
  for (const id of [...seen.keys()].sort()) {
    const secret = await lockIfThere(scope, id)
    if (!secret) {
      answer.refused.push({ id, name: '', message: 'This secret does not exist any more.' })
      continue
    }
    const rowVersion = seen.get(id) ?? 0
    const verdict =
      secret.rowVersion === rowVersion ? await judge(secret) : await saidOfMeanwhile(scope, secret, rowVersion)
    if (verdict === 'unchanged') answer.changed.push({ id, rowVersion })
    else if (typeof verdict === 'string') answer.refused.push({ id, name: secret.name, message: verdict })
    else answer.changed.push({ id, rowVersion: await change(scope, secret, verdict) })
  }
  return answer
}

async function change(
  scope: Scope<Permission>,
  secret: Secret,
  { change, action, details }: Exclude<Verdict, string>,
): Promise<number> {
  const { rowVersion } = await updateRow(scope, secret, change)
  record(scope, {
    action,
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { ...details, rowVersion },
  })
  return rowVersion
}

async function lockIfThere(scope: Scope<Permission>, id: string): Promise<Secret | null> {
  try {
    return await lockRow(scope, id)
  } catch (error) {
    if (error instanceof PosternError && error.code === 'not_found') return null
    throw error
  }
}
