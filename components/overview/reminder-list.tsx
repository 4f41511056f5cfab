import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { daysLeftText } from '#components/secrets/days-left-text.ts'
import { Panel, Section } from '#components/ui/panel.tsx'
import styles from './reminder-list.module.css'

type Reminder = { id: string; name: string; domain: { slug: string; name: string } | null; daysLeft: number }

type ReminderListProps = { organization: string; reminders: Reminder[] }

/** Secrets with 30 days or less left, soonest first with the way to each. */
export function ReminderList({ organization, reminders }: ReminderListProps) {
  return (
    <Section title="Expiring soon" id="expiring-soon">
      <Panel>
        <ul className={styles.list}>
          {reminders.map(({ id, name, domain, daysLeft }) => {
            const place = { organization, domain: domain?.slug }
            return (
              <li key={id}>
                <span className={styles.what}>
                  <Link href={pagePath(place, 'secrets', id)} className={styles.name}>
                    {name}
                  </Link>{' '}
                  <span className={styles.place}>{domain ? domain.name : 'organization'}</span>
                </span>
                <span className={styles.when} data-soon={daysLeft <= 7 || undefined}>
                  {daysLeft === 0 ? 'Expires today' : `Expires ${daysLeftText(daysLeft)}`}
                </span>
              </li>
            )
          })}
        </ul>
      </Panel>
    </Section>
  )
}
