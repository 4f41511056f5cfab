import { daysLeftText } from '#components/secrets/days-left-text.ts'
import { Panel, Section } from '#components/ui/panel.tsx'
import { expiringDays, type HealthReport, timelineDays } from '#lib/health/schema.ts'
import styles from './expiry-timeline.module.css'
import { SecretLink } from './secret-link.tsx'

type Expiries = HealthReport['expiries']

/** When secrets expire in the next 90 days: a mark each, and the same as a list. */
export function ExpiryTimeline({ expiries, organization }: { expiries: Expiries; organization: string }) {
  const soon = expiries.filter(({ daysLeft }) => daysLeft <= expiringDays).length
  const stacked = stack(expiries)
  const height = Math.min(Math.max(...stacked.map(({ level }) => level)) + 1, mostStacked) * markHeight
  return (
    <Section
      title="Expiries, next 90 days"
      id="expiries"
      aside={
        <p className={styles.legend} aria-hidden="true">
          <i className={styles.soon} /> within 7 days <i className={styles.later} /> later
        </p>
      }
    >
      <Panel className={styles.panel}>
        <div
          className={styles.line}
          style={{ height: height + 12 }}
          role="img"
          aria-label={`${expiries.length} expiries in the next 90 days, ${soon} of them within 7 days`}
        >
          <span className={styles.week} style={{ width: `${(expiringDays / timelineDays) * 100}%` }} />
          {stacked.map(({ id, daysLeft, level }) => (
            <i
              key={id}
              className={daysLeft <= expiringDays ? styles.soon : styles.later}
              style={{ left: `${(daysLeft / timelineDays) * 100}%`, bottom: 4 + level * markHeight }}
            />
          ))}
        </div>
        <div className={styles.scale} aria-hidden="true">
          {[0, expiringDays, 30, 60, timelineDays].map((day) => (
            <span key={day} style={{ left: `${(day / timelineDays) * 100}%` }}>
              {day === 0 ? 'Today' : `${day} days`}
            </span>
          ))}
        </div>
        <details className={styles.list}>
          <summary>List them</summary>
          <ul>
            {expiries.map((secret) => (
              <li key={secret.id}>
                <span>
                  <SecretLink secret={secret} organization={organization} />
                </span>
                <span className={styles.when}>{daysLeftText(secret.daysLeft)}</span>
              </li>
            ))}
          </ul>
        </details>
      </Panel>
    </Section>
  )
}

const markHeight = 14
const mostStacked = 8

/** Marks of one day stand above each other, up to where there is no more room; the list has them all. */
function stack(expiries: Expiries): { id: string; daysLeft: number; level: number }[] {
  const levels = new Map<number, number>()
  return expiries.flatMap(({ id, daysLeft }) => {
    const level = levels.get(daysLeft) ?? 0
    levels.set(daysLeft, level + 1)
    return level < mostStacked ? [{ id, daysLeft, level }] : []
  })
}
