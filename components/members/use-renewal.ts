'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint } from 'lucide-react'
import { useState } from 'react'
import { renewInvitationAction } from '#app/(console)/[organization]/members/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { InvitationLink } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'

/**
 * Makes a new link for an invitation, one at a time: each is mailed, and makes the one before worthless. A refusal is
 * said at the bottom of the page, where there is no form for it.
 */
export function useRenewal(onMade: (invitation: InvitationLink) => void) {
  const { organization } = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run } = useAction(renewInvitationAction)
  const [renewing, setRenewing] = useState<string | null>(null)
  const renew = async (id: string) => {
    if (renewing !== null) return
    setRenewing(id)
    const result = await run({ organization, id })
    setRenewing(null)
    if (result.ok) onMade(result.data)
    else toast(result.error.message, { icon: CircleExclamationPoint })
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }
  return { renew, renewing }
}
