'use client'

import control from '#components/ui/control.module.css'
import type { ChangeLogQuery } from '#lib/changelog/schema.ts'
import styles from './log-filters.module.css'

type DayFieldsProps = Pick<ChangeLogQuery, 'from' | 'to'> & {
  onChange: (days: Partial<Pick<ChangeLogQuery, 'from' | 'to'>>) => void
}

/** The first and the last day that a log is shown of. */
export function DayFields({ from, to, onChange }: DayFieldsProps) {
  const isTurned = from !== null && to !== null && from > to
  return (
    <div className={styles.days}>
      <label>
        From
        <input
          type="date"
          className={control.input}
          value={from ?? ''}
          max="9998-12-31"
          autoComplete="off"
          onChange={(event) => onChange({ from: event.target.value || null })}
        />
      </label>
      <label>
        To
        <input
          type="date"
          className={control.input}
          value={to ?? ''}
          max="9998-12-31"
          autoComplete="off"
          aria-invalid={isTurned || undefined}
          aria-describedby={isTurned ? 'days-problem' : undefined}
          onChange={(event) => onChange({ to: event.target.value || null })}
        />
      </label>
      {isTurned && (
        <p id="days-problem" className={styles.problem}>
          The last day is before the first, so nothing can be found. Choose a later one.
        </p>
      )}
    </div>
  )
}
