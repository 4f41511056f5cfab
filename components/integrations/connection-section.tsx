'use client'

import { useMemo } from 'react'
import { usePlaceName } from '#components/secrets/use-place-name.ts'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import type { IntegrationDetails } from '#lib/integrations/schema.ts'
import { AuthText } from './auth-text.tsx'
import styles from './connection-section.module.css'
import { problemsIn, referenceProblems } from './reference-problems.ts'
import { ReferenceText } from './reference-text.tsx'

/** What an integration adds to each of its requests: its authentication, and its default headers. */
export function ConnectionSection({ integration }: { integration: IntegrationDetails }) {
  const { connection, references } = integration
  const { auth, headers } = connection
  const domainName = usePlaceName()
  const problems = useMemo(() => referenceProblems(references, domainName), [references, domainName])
  const said = [
    ...new Set([auth.value, ...headers.map(({ value }) => value)].flatMap((text) => problemsIn(text, problems))),
  ]
  return (
    <Section title="Connection" id="connection">
      <Panel className={styles.connection}>
        <dl>
          <div className={styles.fact}>
            <dt>Authentication</dt>
            <dd>
              {auth.kind === 'none' ? (
                <span className={styles.none}>None</span>
              ) : (
                <AuthText auth={auth} problems={problems} />
              )}
            </dd>
          </div>
          <div className={styles.fact}>
            <dt>Default headers</dt>
            <dd className={styles.headers}>
              {headers.length === 0 && <span className={styles.none}>None</span>}
              {headers.map(({ name, value }) => (
                <span key={name} className={styles.header}>
                  <code className={styles.name}>{name}:</code>{' '}
                  <span className={styles.value}>
                    <ReferenceText text={value} problems={problems} />
                  </span>
                </span>
              ))}
            </dd>
          </div>
        </dl>
        {said.length > 0 && (
          <div className={styles.problems}>
            {said.map((text) => (
              <FieldError key={text}>
                <CodeText text={text} />
              </FieldError>
            ))}
          </div>
        )}
      </Panel>
    </Section>
  )
}
