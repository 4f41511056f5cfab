'use client'

import { Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import table from '#components/ui/table.module.css'
import type { ImportPreview } from '#lib/imports/schema.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import {
  type BulkChoice,
  type Choices,
  choiceOf,
  namesTaken,
  openQuestion,
  planOf,
  reachedBy,
  withBulkChoice,
  withChoice,
} from './decisions.ts'
import { ImportFoot } from './import-foot.tsx'
import styles from './import-preview-table.module.css'
import { ImportRow } from './import-row.tsx'
import { type RowFilter, rowFilters } from './row-filters.ts'

const pageSize = 100

type ImportPreviewTableProps = {
  place: SecretPlace
  preview: ImportPreview
  choices: Choices
  onChoose: (choices: Choices) => void
  isAllOrNothing: boolean
  onAllOrNothing: (isAllOrNothing: boolean) => void
  onBack: () => void
  onImport: () => void
}

/** What would become of each row, and the decisions that are still to be made. */
export function ImportPreviewTable(props: ImportPreviewTableProps) {
  const { place, preview, choices, onChoose, isAllOrNothing, onAllOrNothing, onBack, onImport } = props
  const { rows } = preview
  const [filter, setFilter] = useState<RowFilter>('all')
  const [limit, setLimit] = useState(pageSize)
  // A row stays in view while it is being decided: what needs a decision is held until the filter is pressed again.
  const [held, setHeld] = useState<ReadonlySet<number>>(new Set())

  const taken = useMemo(() => namesTaken(rows, choices), [rows, choices])
  const questions = useMemo(
    () => new Map(rows.map((row) => [row.row, openQuestion(row, choices, taken)])),
    [rows, choices, taken],
  )
  const isOpen = (row: number) => questions.get(row) !== null
  const open = rows.filter((row) => isOpen(row.row)).length
  const planned = useMemo(() => planOf(rows, choices), [rows, choices])
  const leftOut = rows.length - planned.length - rows.filter((row) => choiceOf(row, choices) === null).length
  const shown = rows.filter((row) =>
    filter === 'open' ? held.has(row.row) || isOpen(row.row) : filter === 'all' || row.verdict === filter,
  )
  const counts: Record<RowFilter, number> = {
    all: rows.length,
    open,
    new: rows.filter(({ verdict }) => verdict === 'new').length,
    conflict: rows.filter(({ verdict }) => verdict === 'conflict').length,
    duplicate: rows.filter(({ verdict }) => verdict === 'duplicate').length,
    invalid: rows.filter(({ verdict }) => verdict === 'invalid').length,
  }
  const choose = (next: RowFilter) => {
    setFilter(next)
    setLimit(pageSize)
    setHeld(new Set(rows.filter((row) => isOpen(row.row)).map(({ row }) => row)))
  }

  return (
    <>
      <Section title="What would become of each row" id="import-preview">
        <div className={styles.bar}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as part of a form. */}
          <div className={styles.chips} role="group" aria-label="Rows">
            {rowFilters.map(({ value, label }) => (
              <FilterChip
                key={value}
                isPressed={filter === value}
                count={counts[value].toLocaleString('en')}
                onClick={() => choose(value)}
              >
                {label}
              </FilterChip>
            ))}
          </div>
        </div>
        {open > 0 && (
          <BulkBar {...{ rows, choices }} onBulk={(bulk) => onChoose(withBulkChoice(rows, choices, bulk))} />
        )}
        {preview.compared.rows < preview.compared.of && (
          <p className={styles.compared}>{comparedSentence(preview.compared)}</p>
        )}
        <Panel>
          {shown.length === 0 ? (
            <p className={styles.none}>
              {filter === 'open' ? 'Every row is decided.' : 'No row of this import is one of these.'}
            </p>
          ) : (
            <table className={`${table.table} ${styles.table}`}>
              <thead>
                <tr>
                  <th scope="col" className={styles.lineColumn}>
                    Line
                  </th>
                  <th scope="col">Stored as</th>
                  <th scope="col" className={styles.typeColumn}>
                    Type and size
                  </th>
                  <th scope="col">Verdict</th>
                  <th scope="col" className={styles.decisionColumn}>
                    Decision
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, limit).map((row) => (
                  <ImportRow
                    key={row.row}
                    place={place}
                    row={row}
                    choice={choiceOf(row, choices)}
                    question={questions.get(row.row) ?? null}
                    onChoose={(choice) => onChoose(withChoice(rows, choices, row, choice))}
                  />
                ))}
              </tbody>
            </table>
          )}
          <ListFoot
            shown={Math.min(limit, shown.length)}
            total={shown.length}
            hasMore={shown.length > limit}
            isBusy={false}
            onMore={() => setLimit(limit + pageSize)}
          />
        </Panel>
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={isAllOrNothing}
            onChange={(event) => onAllOrNothing(event.target.checked)}
            autoComplete="off"
          />
          <span>
            All or nothing
            <span className={styles.hint}>
              If one of the rows cannot be stored, none is. Otherwise each is stored on its own.
            </span>
          </span>
        </label>
      </Section>
      <ImportFoot note={noteOf(open, leftOut)}>
        <Button onClick={onBack}>Back</Button>
        {open === 0 && planned.length > 0 ? (
          <Button look="main" icon={Upload} onClick={onImport}>
            {importLabel(planned.length)}
          </Button>
        ) : (
          open > 0 && (
            <Button look="main" onClick={() => choose('open')}>
              Show what needs a decision
            </Button>
          )
        )}
      </ImportFoot>
    </>
  )
}

function comparedSentence({ rows, of }: ImportPreview['compared']): string {
  const which = rows === 0 ? 'No row was' : rows === 1 ? 'Only the first row was' : `Only the first ${rows} rows were`
  return `${which} compared with stored values, of ${of.toLocaleString('en')}: ten values a minute are, so that nobody can guess at what is stored.`
}

const secrets = (count: number) => (count === 1 ? '1 secret' : `${count.toLocaleString('en')} secrets`)
const importLabel = (count: number) => `Import ${secrets(count)}`

function noteOf(open: number, leftOut: number): string {
  const left =
    leftOut === 0 ? '' : `${leftOut === 1 ? '1 row is' : `${leftOut.toLocaleString('en')} rows are`} left out.`
  if (open > 0)
    return `${open === 1 ? '1 row needs a decision' : `${open.toLocaleString('en')} rows need a decision`}. ${left}`
  return left === '' ? 'Every row is imported.' : left
}

type BulkBarProps = { rows: ImportPreview['rows']; choices: Choices; onBulk: (bulk: BulkChoice) => void }

/** One decision for all that have none yet. */
function BulkBar({ rows, choices, onBulk }: BulkBarProps) {
  const reached = (bulk: BulkChoice) => reachedBy(rows, choices, bulk).length
  const [rotate, last, skip] = [reached('rotate'), reached('last'), reached('skip')]
  if (skip === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as part of a form.
    <div className={styles.bulk} role="group" aria-label="Decide for all">
      <span>{skip === 1 ? '1 row is undecided:' : `${skip.toLocaleString('en')} rows are undecided:`}</span>
      {rotate > 0 && (
        <Button size="small" onClick={() => onBulk('rotate')}>
          {rotate === 1 ? 'Replace 1 stored value' : `Replace ${rotate.toLocaleString('en')} stored values`}
        </Button>
      )}
      {last > 0 && (
        <Button size="small" onClick={() => onBulk('last')}>
          Of equal names, take the last
        </Button>
      )}
      <Button size="small" onClick={() => onBulk('skip')}>
        {skip === 1 ? 'Skip it' : `Skip all ${skip.toLocaleString('en')}`}
      </Button>
    </div>
  )
}
