'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint } from 'lucide-react'
import { useCallback } from 'react'
import { renewInvitationAction } from '#app/(console)/[organization]/members/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { InvitationLink } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'

/** Makes a new link for an invitation; a refusal is said at the bottom of the page, where there is no form for it. */
export function useRenewal(onMade: (invitation: InvitationLink) => void): (id: string) => Promise<void> {
  const { organization } = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run } = useAction(renewInvitationAction)
  return useCallback(
    async (id) => {
      const result = await run({ organization, id })
      if (result.ok) onMade(result.data)
      else toast(result.error.message, { icon: CircleExclamationPoint })
      await queries.invalidateQueries({ queryKey: membersKey(organization) })
    },
    [organization, onMade, queries, run, toast],
  )
}
