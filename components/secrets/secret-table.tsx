'use client'

import { useMemo } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { SortHead } from '#components/ui/sort-head.tsx'
import table from '#components/ui/table.module.css'
import type { ListSort, SecretListItem } from '#lib/secrets/schema.ts'
import { SecretPageRows } from './secret-page-rows.tsx'
import type { RowOptions } from './secret-row.tsx'
import styles from './secret-table.module.css'

/** So many rows come and go at once when a long list is scrolled: few enough that it stays smooth. */
const pageRows = 25

type SecretTableProps = {
  secrets: SecretListItem[]
  /** How many there are in all; null: not known. */
  total: number | null
  isBusy: boolean
  chosen: number | null
  selected: ReadonlySet<string>
  sort: ListSort
  direction: 'asc' | 'desc'
  onSort: (sort: ListSort) => void
  onToggleAll: () => void
  options: RowOptions
}

/** The secrets, a row each; on a small screen a card each. */
export function SecretTable(props: SecretTableProps) {
  const { secrets, total, isBusy, chosen, selected, sort, direction, onSort, onToggleAll, options } = props
  const isOfDomain = usePlace().domain !== undefined
  const pages = useMemo(() => {
    const starts = Array.from({ length: Math.ceil(secrets.length / pageRows) }, (_, page) => page * pageRows)
    return starts.map((start) => ({ start, rows: secrets.slice(start, start + pageRows) }))
  }, [secrets])
  const head = (column: ListSort) => ({
    sorted: sort === column ? direction : null,
    onSort: () => onSort(column),
  })
  return (
    <table
      className={`${table.table} ${styles.table}`}
      aria-label="Secrets"
      aria-rowcount={total === null ? -1 : total + 1}
      aria-busy={isBusy || undefined}
    >
      <thead>
        <tr aria-rowindex={1}>
          {options.isSelectable && (
            <th scope="col" className={styles.tickColumn}>
              <Checkbox
                label="Select all shown"
                state={selected.size === 0 ? false : selected.size >= secrets.length ? true : 'some'}
                onChange={onToggleAll}
              />
            </th>
          )}
          <SortHead {...head('name')}>{isOfDomain ? 'Alias' : 'Secret name'}</SortHead>
          {isOfDomain ? (
            <th scope="col" className={styles.typeColumn}>
              Type
            </th>
          ) : (
            <th scope="col" className={styles.descriptionColumn}>
              Description
            </th>
          )}
          <SortHead {...head('updated')} className={isOfDomain ? styles.dateColumn : styles.timeColumn}>
            {isOfDomain ? 'Last Updated Date' : 'Last updated'}
          </SortHead>
          {!isOfDomain && (
            <SortHead {...head('created')} className={styles.createdColumn}>
              Created
            </SortHead>
          )}
          <th scope="col" className={styles.actionColumn}>
            Actions
          </th>
        </tr>
      </thead>
      {pages.map(({ start, rows }) => {
        const isNear = chosen !== null && chosen >= start - 1 && chosen <= start + rows.length
        return (
          <SecretPageRows
            key={start}
            secrets={rows}
            start={start}
            chosen={isNear ? chosen : null}
            selected={selected}
            columns={(options.isSelectable ? 1 : 0) + (isOfDomain ? 4 : 5)}
            options={options}
          />
        )
      })}
    </table>
  )
}
