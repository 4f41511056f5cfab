'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint, CirclePause } from 'lucide-react'
import { useRouter } from 'next/navigation'
import {
  disableIntegrationAction,
  duplicateIntegrationAction,
} from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { pagePath } from '#components/data/paths.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { IntegrationListItem } from '#lib/integrations/schema.ts'
import { integrationsKey } from './integration-queries.ts'

/** Copies an integration, disables and enables it: what is now true stands in a toast, with Undo where there is one. */
export function useIntegrationChanges({ id, name }: Pick<IntegrationListItem, 'id' | 'name'>) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const duplicateAction = useAction(duplicateIntegrationAction)
  const disableAction = useAction(disableIntegrationAction)

  const duplicate = async () => {
    const result = await duplicateAction.run({ ...place, id })
    if (!result.ok) {
      toast(result.error.message, { icon: CircleExclamationPoint })
      return
    }
    toast(`${name} is copied. This is the copy.`)
    await queries.invalidateQueries({ queryKey: integrationsKey(place) })
    router.push(pagePath(place, 'integrations', result.data.id))
  }

  const disable = async (isDisabled: boolean) => {
    const result = await disableAction.run({ ...place, id, isDisabled })
    if (!result.ok) {
      toast(result.error.message, { icon: CircleExclamationPoint })
      return
    }
    if (isDisabled) {
      const sentence = `${name} is disabled. Nothing is sent through it.`
      toast(sentence, { icon: CirclePause, undo: () => void disable(false) })
    } else toast(`${name} is enabled. Its requests can be sent again.`)
    await queries.invalidateQueries({ queryKey: integrationsKey(place) })
  }

  return { duplicate, disable, isBusy: duplicateAction.isBusy || disableAction.isBusy }
}
