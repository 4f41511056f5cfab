import { daysLeftText } from '#components/secrets/days-left-text.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { type Finding, type FoundSecret, findings, type HealthReport, healthCountLimit } from '#lib/health/schema.ts'
import styles from './finding-lists.module.css'
import { findingWords } from './finding-words.ts'
import { SecretLink } from './secret-link.tsx'

/** What each finding says of its secrets, and asks for where there is time for it. */
const advice: Record<Finding, (isOne: boolean) => string> = {
  expired: (isOne) => `${isOne ? 'has' : 'have'} expired: give a new value, extend the date, or archive`,
  expiring: (isOne) => `${isOne ? 'expires' : 'expire'} within a week: give a new value in time`,
  unrestricted: () => 'may be sent to any host: say where, with the next value',
  weak: (isOne) => `${isOne ? 'is' : 'are'} weak: replace the value at the provider`,
  duplicated: (isOne) => `${isOne ? 'shares its' : 'share their'} value with another: give each its own`,
  unused: (isOne) =>
    `unused for 90 days: archive ${isOne ? 'it' : 'them'}, and see that nothing asks for ${isOne ? 'it' : 'them'}`,
  neverUsed: (isOne) => `stored for 30 days and never used: ${isOne ? 'is it' : 'are they'} needed?`,
}

/** Every finding with its secrets, folded. */
export function FindingLists({ report, organization }: { report: HealthReport; organization: string }) {
  const found = findings.filter((finding) => report.counts[finding] > 0)
  return (
    <Section title="When there is time" id="when-there-is-time">
      <Panel>
        {found.map((finding) => {
          const count = report.counts[finding]
          const items = report.lists[finding]
          return (
            <details key={finding} className={styles.finding}>
              <summary>
                <Icon of={findingWords[finding].icon} />
                <span className={styles.text}>
                  <b>
                    {count > healthCountLimit ? `${healthCountLimit.toLocaleString('en')}+` : count}{' '}
                    {count === 1 ? 'secret' : 'secrets'}
                  </b>{' '}
                  {advice[finding](count === 1)}
                </span>
                <span className={styles.review}>Review</span>
              </summary>
              {/* A tile leads to what is inside, and so unfolds it. */}
              <ul id={finding}>
                {items.map((secret) => (
                  <li key={secret.id}>
                    <span>
                      <SecretLink secret={secret} organization={organization} />
                    </span>
                    <span className={styles.note}>
                      <FindingNote finding={finding} secret={secret} all={items} />
                    </span>
                  </li>
                ))}
              </ul>
              {count > items.length && <p className={styles.more}>The first {items.length} by name.</p>}
            </details>
          )
        })}
      </Panel>
    </Section>
  )
}

type NoteProps = { finding: Finding; secret: FoundSecret; all: FoundSecret[] }

function FindingNote({ finding, secret, all }: NoteProps) {
  if (finding === 'expired' || finding === 'expiring') return daysLeftText(secret.daysLeft ?? 0)
  if (finding === 'weak')
    return { short: 'short', common: 'common', guessable: 'guessable' }[secret.weakness ?? 'short']
  if (finding === 'duplicated') {
    const others = all.filter(({ id, group }) => id !== secret.id && group === secret.group)
    return others.length > 0 ? `same value as ${others.map(({ name }) => name).join(', ')}` : 'same value as another'
  }
  if (secret.lastUsedAt === null) return 'never used'
  return (
    <>
      used <RelativeTime at={secret.lastUsedAt} />
    </>
  )
}
