import { Panel } from './panel.tsx'
import styles from './skeleton-rows.module.css'

const widths = [38, 30, 34, 26, 36, 28, 32, 24]

/** Rows that are still being read, as high as the rows they stand for. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <Panel className={styles.rows}>
      <p className="sr-only" role="status">
        {label}
      </p>
      <div className={styles.head} />
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div key={key} className={styles.row} aria-hidden="true">
          <i style={{ width: `${widths[row % widths.length]}%` }} />
          <i style={{ width: '18%' }} />
          <i style={{ width: '16%' }} />
        </div>
      ))}
    </Panel>
  )
}
