import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { type EndpointDetails, encryptionLabels, keyEncodingLabels } from '#lib/allowlist/schema.ts'
import styles from './allowlist.module.css'
import { GraceNote } from './grace-note.tsx'

/** What may be known of an endpoint: of its key the name of a secret, and nothing else. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointDetails }) {
  const { name, hostPattern, pathPattern, description, encryption, keyName, keyPart, keyEncoding } = endpoint
  return (
    <>
      <dl className={styles.facts}>
        <Fact term="Name">{name}</Fact>
        <Fact term="Host">
          <code>{hostPattern}</code>
        </Fact>
        <Fact term="Path">
          <code>{pathPattern}</code>
        </Fact>
        {description !== '' && <Fact term="Description">{description}</Fact>}
        <Fact term="Encryption">{encryptionLabels[encryption]}</Fact>
        {encryption !== 'none' && (
          <>
            <Fact term="Key">
              <code>{keyPart === null ? keyName : `${keyName}#${keyPart}`}</code>
            </Fact>
            <Fact term="Key encoding">{keyEncodingLabels[keyEncoding]}</Fact>
            <Fact term="Grace">
              {endpoint.graceHours} {endpoint.graceHours === 1 ? 'hour' : 'hours'}
            </Fact>
          </>
        )}
        <Fact term="Updated">
          <RelativeTime at={endpoint.updatedAt} by={endpoint.updatedByName} />
        </Fact>
      </dl>
      <GraceNote endpoint={endpoint} />
    </>
  )
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
