'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useMemo } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import type { IntegrationRequestDetails } from '#lib/integrations/schema.ts'
import { requestDetails } from './integration-queries.ts'
import { referenceProblems } from './reference-problems.ts'
import { RequestEditor } from './request-editor.tsx'
import { fieldsOf, type RequestFields } from './request-form.ts'
import styles from './request-page.module.css'
import { RequestParts } from './request-parts.tsx'

type RequestPageProps = {
  integrationId: string
  id: string
  domainName: string
  mayEdit: boolean
  admins: string[]
}

/** One saved request: to edit and test for whoever may, to read for others. */
export function RequestPage({ integrationId, id, domainName, mayEdit, admins }: RequestPageProps) {
  const place = useDomainPlace()
  const query = useQuery(requestDetails(place, integrationId, id))
  const saved = query.data
  if (!saved) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null
  if (!mayEdit) return <RequestToRead saved={saved} domainName={domainName} admins={admins} />
  const integration = { id: integrationId, name: saved.integrationName, baseUrl: saved.baseUrl }
  return <RequestEditor key={id} integration={integration} domainName={domainName} saved={saved} />
}

type RequestToReadProps = { saved: IntegrationRequestDetails; domainName: string; admins: string[] }

function RequestToRead({ saved, domainName, admins }: RequestToReadProps) {
  const place = useDomainPlace()
  const form = useForm<RequestFields>({ values: fieldsOf(saved) })
  const problems = useMemo(() => referenceProblems(saved.references, domainName), [saved.references, domainName])
  return (
    <FormProvider {...form}>
      <PageHeading
        title={saved.name}
        below={
          <span className={styles.of}>
            Request of <Link href={pagePath(place, 'integrations', saved.integrationId)}>{saved.integrationName}</Link>
          </span>
        }
      />
      <div className={styles.sections}>
        <ReadOnlyNote admins={admins} what="and test requests" />
        <RequestParts baseUrl={saved.baseUrl} problems={problems} isReadOnly />
      </div>
    </FormProvider>
  )
}
