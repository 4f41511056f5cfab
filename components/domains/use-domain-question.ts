'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import type { Result } from '#lib/core/result.ts'
import type { DomainChanged, DomainItem, RestoreDomainInput } from '#lib/domains/schema.ts'
import { domainDetails, domainsKey } from './domain-queries.ts'

type QuestionOptions<Extra> = {
  /** The domain that is asked about; null: closed. */
  domain: DomainItem | null
  action: (input: RestoreDomainInput & Extra) => Promise<Result<DomainChanged>>
  onClose: () => void
  /** It is committed: says what is now true. */
  onChanged: (changed: DomainChanged) => void
}

/** What archiving and restoring do alike: read the domain anew, change it as it was read, and show a refusal. */
export function useDomainQuestion<Extra extends object = object>(options: QuestionOptions<Extra>) {
  const { domain, action, onClose, onChanged } = options
  const { organization } = usePlace()
  const queries = useQueryClient()
  const { answer, isBusy, problem } = useQuestion(domain, action)
  const details = useQuery({
    ...domainDetails(organization, domain?.id ?? ''),
    enabled: domain !== null,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const isReading = !details.isError && (details.isFetching || !details.data)

  const confirm = async (extra: Extra) => {
    if (!domain || isBusy || isReading) return
    // What the dialog says must be what is changed.
    const { rowVersion } = details.data ?? domain
    const result = await answer({ organization, id: domain.id, rowVersion, ...extra })
    if (!result.ok) {
      await details.refetch()
      return
    }
    onClose()
    onChanged(result.data)
    await queries.invalidateQueries({ queryKey: domainsKey(organization) })
  }

  return { details, isReading, problem, isBusy, confirm }
}
