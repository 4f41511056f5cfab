'use client'

import { useQuery } from '@tanstack/react-query'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import { requestDetails } from './integration-queries.ts'
import { RequestEditor } from './request-editor.tsx'

type RequestPageProps = { integrationId: string; id: string; domainName: string; approvers: HostApprovers }

/** One saved request, to edit and test. */
export function RequestPage({ integrationId, id, domainName, approvers }: RequestPageProps) {
  const place = useDomainPlace()
  const query = useQuery(requestDetails(place, integrationId, id))
  const saved = query.data
  if (!saved) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null
  const { integrationName: name, baseUrl, connection, isDisabled, references } = saved
  const integration = { id: integrationId, name, baseUrl, connection, isDisabled, references }
  return (
    <RequestEditor key={id} integration={integration} domainName={domainName} approvers={approvers} saved={saved} />
  )
}
