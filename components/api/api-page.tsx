import { FileJson } from 'lucide-react'
import { Mark } from '#components/frame/mark.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import type { ApiDescription } from '#lib/api/schema.ts'
import { ApiContents } from './api-contents.tsx'
import styles from './api-page.module.css'
import { Authentication, Conventions, Errors, Quotas, SecretScanning } from './api-sections.tsx'
import { OperationPart } from './operation-part.tsx'

/** The REST API as people read it: how to call it, and every operation. */
export function ApiPage({ api }: { api: ApiDescription }) {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <a className={styles.brand} href="/">
          <Mark size={24} />
          Postern
        </a>
        <span className={styles.version}>REST API, version 1</span>
        <ButtonLink size="small" icon={FileJson} href="/api/v1/openapi.json" prefetch={false}>
          OpenAPI 3.1
        </ButtonLink>
      </header>
      <div className={styles.columns}>
        <ApiContents operations={api.operations} />
        <main className={styles.main} id="main" tabIndex={-1}>
          <h1>REST API</h1>
          <p className={styles.lead}>
            Programs store secrets and send requests that use them. No operation answers a value: requests name a
            secret, and Postern puts the value in on the way out, only towards hosts that the secret allows.
          </p>
          <Authentication api={api} />
          <Conventions />
          <Quotas requestsPerMinute={api.requestsPerMinute} />
          <Errors errors={api.errors} />
          <SecretScanning />
          {[...new Set(api.operations.map(({ tag }) => tag))].map((tag) => (
            <section key={tag} aria-labelledby={idOf(tag)} className={styles.section}>
              <h2 id={idOf(tag)}>{tag}</h2>
              {api.operations
                .filter((operation) => operation.tag === tag)
                .map((operation) => (
                  <OperationPart key={operation.id} operation={operation} />
                ))}
            </section>
          ))}
        </main>
      </div>
    </div>
  )
}

const idOf = (tag: string) => `about-${tag.toLowerCase()}`
