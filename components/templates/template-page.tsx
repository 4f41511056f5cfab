'use client'

import { useQuery } from '@tanstack/react-query'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import { TemplateEditor } from './template-editor.tsx'
import { templateDetails } from './template-queries.ts'

type TemplatePageProps = { id: string; domainName: string; approvers: HostApprovers }

/** One saved template, to edit and send. */
export function TemplatePage({ id, domainName, approvers }: TemplatePageProps) {
  const query = useQuery(templateDetails(useDomainPlace(), id))
  if (!query.data) return query.error ? <LoadProblem error={query.error} onRetry={() => void query.refetch()} /> : null
  return <TemplateEditor key={id} domainName={domainName} approvers={approvers} saved={query.data} />
}
