import { secretsPath } from '#components/data/paths.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import type { UrgentSecret } from '#lib/health/schema.ts'
import styles from './do-first.module.css'
import { findingWords } from './finding-words.ts'
import { SecretLink } from './secret-link.tsx'
import { urgentSentence, usedIn } from './urgent-sentence.ts'

/** What stops or endangers something today, the most urgent first, each with what to do about it. */
export function DoFirst({ secrets, organization }: { secrets: UrgentSecret[]; organization: string }) {
  return (
    <Section title="Do first" id="do-first">
      <Panel>
        {secrets.length === 0 ? (
          <p className={styles.none}>Nothing stops or endangers anything today.</p>
        ) : (
          <ol className={styles.list}>
            {secrets.map((secret) => {
              const { icon, tone } = findingWords[secret.finding]
              const { what, why } = urgentSentence(secret)
              const place = { organization, domain: secret.domain?.slug }
              return (
                <li key={secret.id}>
                  <span className={styles.sign} data-tone={tone}>
                    <Icon of={icon} size={14} />
                  </span>
                  <div className={styles.text}>
                    <p>
                      <SecretLink secret={secret} organization={organization} /> {what}
                    </p>
                    <p className={styles.why}>{why}</p>
                  </div>
                  <span className={styles.where}>{usedIn(secret)}</span>
                  <ButtonLink
                    size="small"
                    className={styles.action}
                    href={`${secretsPath(place)}?drawer=edit&id=${encodeURIComponent(secret.id)}`}
                    aria-label={`Replace value of ${secret.name}`}
                  >
                    Replace value
                  </ButtonLink>
                </li>
              )
            })}
          </ol>
        )}
      </Panel>
    </Section>
  )
}
