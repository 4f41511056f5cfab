'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { duplicateIntegrationRequestAction } from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { pagePath } from '#components/data/paths.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import { integrationsKey } from './integration-queries.ts'

/** Copies a request within its integration, and leads to the copy. */
export function useDuplicateRequest(integrationId: string) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const { run } = useAction(duplicateIntegrationRequestAction)
  return async ({ id, name }: { id: string; name: string }) => {
    const result = await run({ ...place, integrationId, id })
    if (!result.ok) {
      toast(result.error.message, { icon: CircleExclamationPoint })
      return
    }
    toast(`${name} is copied. This is the copy.`)
    await queries.invalidateQueries({ queryKey: integrationsKey(place) })
    router.push(pagePath(place, 'integrations', integrationId, 'requests', result.data.id))
  }
}
