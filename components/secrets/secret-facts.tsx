import type { ReactNode } from 'react'
import { DateText } from '#components/ui/date-text.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import styles from './secret-facts.module.css'
import { SecretType } from './secret-type.tsx'

/** What may be known of a secret. A value is eight dots, whatever its length. */
export function SecretFacts({ secret, domainName }: { secret: SecretDetails; domainName: string }) {
  return (
    <Panel className={styles.facts}>
      <dl>
        <Fact term="Value">
          <span className={styles.dots} aria-hidden="true">
            ••••••••
          </span>
          <span className={styles.aside}>Restricted: never shown</span>
        </Fact>
        <Fact term="Fingerprint">
          <code>{secret.fingerprint.match(/.{1,4}/g)?.join(' ') ?? 'none'}</code>
        </Fact>
        <Fact term="Version">{secret.version}</Fact>
        <Fact term="Type">
          <SecretType type={secret.type} />
        </Fact>
        <Fact term="Scope">{domainName}</Fact>
        <Fact term="Allowed domains">Any host</Fact>
        <Fact term="Purpose">Any</Fact>
        <Fact term="Last used">{secret.lastUsed ? <RelativeTime at={secret.lastUsed.at} /> : 'Never'}</Fact>
        <Fact term="Updated">
          <RelativeTime at={secret.updatedAt} by={secret.updatedByName} />
          <span className={styles.quiet}>{secret.updatedByName}</span>
        </Fact>
        <Fact term="Created">
          <DateText at={secret.createdAt} />
          <span className={styles.quiet}>{secret.createdByName}</span>
        </Fact>
      </dl>
    </Panel>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
