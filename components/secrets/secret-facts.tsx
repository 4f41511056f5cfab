import type { ReactNode } from 'react'
import { DateText } from '#components/ui/date-text.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { purposeLabels, type SecretDetails } from '#lib/secrets/schema.ts'
import { ApprovedHosts } from './approved-hosts.tsx'
import { dayText } from './day-text.ts'
import { daysLeftText } from './days-left-text.ts'
import styles from './secret-facts.module.css'
import { SecretType } from './secret-type.tsx'
import { SecretValue } from './secret-value.tsx'

type SecretFactsProps = { secret: SecretDetails; organizationName: string; mayEdit: boolean }

/** What may be known of a secret. A value is eight dots, whatever its length. */
export function SecretFacts({ secret, organizationName, mayEdit }: SecretFactsProps) {
  return (
    <Panel className={styles.facts}>
      <dl>
        <Fact term="Value">
          <SecretValue secret={secret} />
        </Fact>
        <Fact term="Fingerprint">
          {secret.fingerprint ? (
            <code>{secret.fingerprint.match(/.{1,4}/g)?.join(' ')}</code>
          ) : (
            <span className={styles.quiet}>None: the value is destroyed</span>
          )}
        </Fact>
        <Fact term="Type">
          <SecretType type={secret.type} />
        </Fact>
        <Fact term="Scope">
          {secret.domain?.name ?? organizationName}
          {!secret.domain && <span className={styles.quiet}>every domain</span>}
        </Fact>
        <Fact term="Allowed domains">
          {secret.allowedHosts.length === 0
            ? 'Any host'
            : secret.allowedHosts.map((host) => <Tag key={host}>{host}</Tag>)}
        </Fact>
        {secret.approvedHosts.length > 0 && (
          <Fact term="Approved hosts">
            <ApprovedHosts secret={secret} mayWithdraw={mayEdit} />
          </Fact>
        )}
        <Fact term="Expires">
          {secret.expiresOn === null || secret.daysLeft === null ? (
            'Never'
          ) : (
            <>
              {dayText(secret.expiresOn)}
              <span className={styles.quiet}>{daysLeftText(secret.daysLeft)}</span>
            </>
          )}
        </Fact>
        <Fact term="Purpose">{purposeLabels[secret.purpose]}</Fact>
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
