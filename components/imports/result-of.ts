import type { ImportPreview } from '#lib/imports/schema.ts'
import type { PlannedRow } from './decisions.ts'
import type { ImportRun } from './use-import-run.ts'

type Failure = { row: number; line: number; name: string; message: string }

/** The rows of a run that were not reached, and those of which no answer came. */
export function restOf({ planned, told }: ImportRun): PlannedRow[] {
  const done = new Set(told.map(({ row }) => row))
  return planned.filter(({ row }) => !done.has(row.row))
}

/** Rows that should have been stored and were not, with why. */
export function failuresOf(run: ImportRun, preview: ImportPreview, isAllOrNothing: boolean): Failure[] {
  if (isAllOrNothing && run.problem) {
    // A refusal of all names rows by their number in what was sent.
    return Object.entries(run.problem.fields).flatMap(([field, message]): Failure[] => {
      const sent = run.planned[Number(field.replace('rows.', ''))]
      return sent ? [{ row: sent.row.row, line: sent.row.line, name: sent.row.name, message }] : []
    })
  }
  return run.told.flatMap((outcome): Failure[] => {
    if (outcome.outcome !== 'refused') return []
    const name = outcome.name || (preview.rows[outcome.row]?.name ?? '')
    return [{ row: outcome.row, line: outcome.line, name, message: outcome.message }]
  })
}

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`

/** What happened, the main thing first: what is stored, what is not, and what is not known. */
export function sentencesOf(run: ImportRun, preview: ImportPreview, isAllOrNothing: boolean): string[] {
  const created = run.told.filter(({ outcome }) => outcome === 'created').length
  const rotated = run.told.filter(({ outcome }) => outcome === 'rotated').length
  const rest = restOf(run)
  const unknown = new Set(run.unknown.map(({ row }) => row.row))
  const untouched = rest.filter(({ row }) => !unknown.has(row.row))
  const leftOut = preview.rows.length - run.planned.length
  const stored = [
    created > 0 && `${count(created, 'secret is', 'secrets are')} stored`,
    rotated > 0 && `${count(rotated, 'secret has', 'secrets have')} a new value`,
  ].filter((part) => part !== false)

  const isRefused = isAllOrNothing && run.problem !== null && unknown.size === 0
  const said = [
    isRefused ? (run.problem?.message ?? '') : stored.length > 0 ? `${stored.join(', and ')}.` : 'Nothing was stored.',
  ]
  if (run.problem && !isRefused) said.push(`The import ended early. ${run.problem.message}`)
  if (run.isStopped) said.push('The import was stopped.')
  if (unknown.size > 0) {
    const [from, to] = [run.unknown[0]?.row.line, run.unknown.at(-1)?.row.line]
    said.push(
      `It is not known whether ${count(unknown.size, 'row', 'rows')} (lines ${from} to ${to}) were stored. Import the file again: what is stored then shows as existing already.`,
    )
  }
  if (untouched[0] && !isAllOrNothing) {
    const rows = count(untouched.length, 'row was', 'rows were')
    said.push(`From line ${untouched[0].row.line} on, ${rows} not reached. Nothing of them is stored.`)
  }
  if (leftOut > 0) said.push(`${count(leftOut, 'row was', 'rows were')} left out, as decided.`)
  return said
}
