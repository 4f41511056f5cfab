import type { Scope } from '#lib/access/permit.ts'
import { recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { holdPolicies } from '#lib/secrets/hold-policies.ts'
import { createSecrets, type Wanted } from './create-secrets.ts'
import { importPlace } from './import-place.ts'
import { judgeRow } from './judge-row.ts'
import { parseFile } from './parse-file.ts'
import { rotateSecret } from './rotate-secret.ts'
import type { ImportDecision, ImportOutcome, ImportSecretsInput, RowOutcome } from './schema.ts'

/**
 * Stores rows of a file as it was decided, in the scope's transaction, and tells the outcome of each. All or nothing:
 * throws `invalid`, with a sentence for each row that cannot be stored, and nothing has happened.
 */
export async function importSecrets(
  scope: Scope<'secret:import'>,
  { format, text, common, decisions, isAllOrNothing }: Omit<ImportSecretsInput, 'organization' | 'domain'>,
): Promise<ImportOutcome> {
  const file = parseFile(format, text)
  await holdPolicies(scope)
  const place = await importPlace(scope.tx, scope)
  const refused: RowOutcome[] = []
  const wanted: Wanted[] = []
  const rotated: RowOutcome[] = []
  if (new Set(decisions.map(({ row }) => row)).size < decisions.length) throw misread()
  // Secrets in one order for everybody: two imports that wait for each other's would be a deadlock.
  const inOrder = decisions.toSorted((a, b) => compareBytes(lockedBy(a), lockedBy(b)))
  for (const decision of inOrder) {
    const { row } = decision
    const parsed = file.rows[row]
    if (!parsed) throw misread()
    if (decision.act === 'rotate') {
      if (parsed.fields) rotated.push(await rotateSecret(scope, decision, parsed.fields, isAllOrNothing))
      else refused.push({ row, outcome: 'refused', name: parsed.name, message: parsed.problem ?? 'This was not read.' })
      continue
    }
    const name = place.isDomain ? decision.name.toLowerCase() : decision.name
    const { input, problem } = judgeRow(parsed, name, place, common)
    if (input) wanted.push({ row, input })
    else refused.push({ row, outcome: 'refused', name: name.slice(0, 200), message: problem.message })
  }
  const created = await createSecrets(scope, wanted)

  const outcomes = new Map([...created, ...rotated, ...refused].map((outcome) => [outcome.row, outcome]))
  const rows = decisions.flatMap(({ row }) => outcomes.get(row) ?? [])
  const failed = rows.filter((each) => each.outcome === 'refused')
  if (isAllOrNothing && failed.length > 0) throw nothingStored(failed)
  if (failed.length === rows.length) recordNothing(scope)
  return { rows }
}

const lockedBy = (decision: ImportDecision) => (decision.act === 'rotate' ? decision.id : '')

const compareBytes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const misread = () =>
  new PosternError('invalid', 'Nothing was stored. The text is not the one that the preview showed. Look at it again.')

function nothingStored(failed: readonly Extract<RowOutcome, { outcome: 'refused' }>[]): PosternError {
  const one = failed.length === 1
  return new PosternError(
    'invalid',
    `Nothing was stored, because ${one ? '1 row' : `${failed.length} rows`} could not be. Decide ${one ? 'about it' : 'about them'}, or import without “all or nothing”.`,
    { fields: Object.fromEntries(failed.map(({ row, message }) => [`rows.${row}`, message])) },
  )
}
