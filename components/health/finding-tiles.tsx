import { Icon } from '#components/ui/icon.tsx'
import { type Finding, findings, healthCountLimit } from '#lib/health/schema.ts'
import styles from './finding-tiles.module.css'
import { findingWords } from './finding-words.ts'

/** How many secrets each finding has; each leads to its list below. */
export function FindingTiles({ counts }: { counts: Record<Finding, number> }) {
  return (
    <ul className={styles.tiles} aria-label="Findings">
      {findings.map((finding) => {
        const { label, icon, tone } = findingWords[finding]
        const count = counts[finding]
        const inside = (
          <>
            <span className={styles.count} data-tone={count > 0 ? tone : 'plain'}>
              <Icon of={icon} />
              <b>{count > healthCountLimit ? `${healthCountLimit.toLocaleString('en')}+` : count}</b>
            </span>
            <span className={styles.label}>{label}</span>
          </>
        )
        return (
          <li key={finding}>
            {count > 0 ? (
              <a href={`#${finding}`} className={styles.tile}>
                {inside}
              </a>
            ) : (
              <div className={styles.tile}>{inside}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
