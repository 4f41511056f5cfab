import type { ImportDecision, ImportPreview, PreviewRow } from '#lib/imports/schema.ts'

export type Act = 'create' | 'rotate' | 'rename' | 'skip'
/** What somebody chose for a row. A name that was typed for it is judged as it is typed. */
export type Choice = { act: 'create' | 'rotate' | 'skip' } | { act: 'rename'; name: string; problem: string | null }
export type Choices = ReadonlyMap<number, Choice>

/** What can be chosen for a row, in the order in which it is offered. */
export function actsOf({ verdict, problem, existing }: PreviewRow): Act[] {
  if (verdict === 'invalid') return problem?.isAboutName ? ['skip', 'rename'] : ['skip']
  if (existing) return existing.problem ? ['skip', 'rename'] : ['skip', 'rotate', 'rename']
  return verdict === 'new' ? ['create', 'skip', 'rename'] : ['skip', 'create', 'rename']
}

/** What is chosen for a row; what is new is stored, and what cannot be stored is left out, unless said otherwise. */
export function choiceOf(row: PreviewRow, choices: Choices): Choice | null {
  const chosen = choices.get(row.row)
  if (chosen) return chosen
  if (row.verdict === 'new') return { act: 'create' }
  return row.verdict === 'invalid' && !row.problem?.isAboutName ? { act: 'skip' } : null
}

/** The name under which a row would be a secret of its own; null: it would not. */
function newNameOf(row: PreviewRow, choices: Choices): string | null {
  const choice = choiceOf(row, choices)
  if (choice?.act === 'create') return row.name
  return choice?.act === 'rename' ? choice.name : null
}

/** Why a row cannot be stored as it is chosen now; null: it can, or is left out. '' where nothing is chosen yet. */
export function openQuestion(
  row: PreviewRow,
  choices: Choices,
  taken: ReadonlyMap<string, PreviewRow[]>,
): string | null {
  const choice = choiceOf(row, choices)
  if (!choice) return ''
  if (choice.act !== 'rename' && choice.act !== 'create') return null
  if (choice.act === 'rename' && choice.name === '') return ''
  if (choice.act === 'rename' && choice.problem) return choice.problem
  const others =
    taken.get((newNameOf(row, choices) ?? '').toLowerCase())?.filter((other) => other.row !== row.row) ?? []
  return others[0] ? `Line ${others[0].line} is stored under this name too.` : null
}

/** Names that rows would be stored under → those rows. */
export function namesTaken(rows: readonly PreviewRow[], choices: Choices): Map<string, PreviewRow[]> {
  const taken = new Map<string, PreviewRow[]>()
  for (const row of rows) {
    const name = newNameOf(row, choices)?.toLowerCase()
    if (name) taken.set(name, [...(taken.get(name) ?? []), row])
  }
  return taken
}

/** With one more choice. Of rows with one name in the file only one is taken. */
export function withChoice(rows: readonly PreviewRow[], choices: Choices, row: PreviewRow, choice: Choice): Choices {
  const next = new Map(choices).set(row.row, choice)
  if (row.verdict !== 'duplicate' || (choice.act !== 'create' && choice.act !== 'rotate')) return next
  for (const other of rows) {
    if (other.row === row.row || other.name.toLowerCase() !== row.name.toLowerCase()) continue
    if (choiceOf(other, next)?.act !== 'rename') next.set(other.row, { act: 'skip' })
  }
  return next
}

export type BulkChoice = 'skip' | 'rotate' | 'last'

/** The rows that are not decided yet and that a choice for all of them would decide. */
export function reachedBy(rows: readonly PreviewRow[], choices: Choices, bulk: BulkChoice): PreviewRow[] {
  const open = rows.filter((row) => choiceOf(row, choices) === null)
  if (bulk === 'skip') return open
  if (bulk === 'rotate') return open.filter((row) => row.verdict === 'conflict' && actsOf(row).includes('rotate'))
  return open.filter((row) => row.verdict === 'duplicate')
}

/** Decides all that a choice reaches. */
export function withBulkChoice(rows: readonly PreviewRow[], choices: Choices, bulk: BulkChoice): Choices {
  const reached = reachedBy(rows, choices, bulk)
  if (bulk !== 'last') return new Map([...choices, ...reached.map((row) => [row.row, { act: bulk }] as const)])
  const last = new Map(reached.map((row) => [row.name.toLowerCase(), row]))
  let next = choices
  for (const row of last.values()) {
    const act = actsOf(row).find((each) => each === 'create' || each === 'rotate') ?? 'skip'
    next = withChoice(rows, next, row, { act })
    if (act === 'skip')
      for (const other of reached) if (other.name === row.name) next = new Map(next).set(other.row, { act })
  }
  return next
}

type ToDo =
  | Omit<Extract<ImportDecision, { act: 'create' }>, 'row'>
  | Omit<Extract<ImportDecision, { act: 'rotate' }>, 'row'>
export type PlannedRow = { row: PreviewRow; todo: ToDo }

/** The rows that are sent, in the file's order. */
export function planOf(rows: readonly PreviewRow[], choices: Choices): PlannedRow[] {
  return rows.flatMap((row): PlannedRow[] => {
    const choice = choiceOf(row, choices)
    if (choice?.act === 'create') return [{ row, todo: { act: 'create', name: row.name } }]
    if (choice?.act === 'rename') return [{ row, todo: { act: 'create', name: choice.name } }]
    if (choice?.act !== 'rotate' || !row.existing) return []
    return [{ row, todo: { act: 'rotate', id: row.existing.id, rowVersion: row.existing.rowVersion } }]
  })
}

/** Some of the rows as a file of their own, so that no value is sent more often than it is stored. */
export function partOf(text: string, glue: ImportPreview['glue'], planned: readonly PlannedRow[]) {
  const rows = planned.map(({ row }) => text.slice(row.range[0], row.range[1]))
  return {
    text: glue.open + text.slice(glue.head[0], glue.head[1]) + rows.join(glue.between) + glue.close,
    decisions: planned.map(({ todo }, row): ImportDecision => ({ ...todo, row })),
  }
}
