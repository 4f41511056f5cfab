'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
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
  const { run, isBusy } = useAction(action)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(domain)
  if (domain && domain !== last) {
    setLast(domain)
    setProblem(null)
  }
  const details = useQuery({
    ...domainDetails(organization, last?.id ?? ''),
    enabled: domain !== null,
    refetchOnMount: 'always',
    gcTime: 0,
  })

  const confirm = async (extra: Extra) => {
    if (!domain || isBusy) return
    setProblem(null)
    // What the dialog says must be what is changed.
    const { rowVersion } = details.data ?? domain
    const result = await run({ organization, id: domain.id, rowVersion, ...extra })
    if (!result.ok) {
      setProblem(result.error)
      await details.refetch()
      return
    }
    onClose()
    onChanged(result.data)
    await queries.invalidateQueries({ queryKey: domainsKey(organization) })
  }

  return { last, details, problem, isBusy, confirm }
}
