'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
import type { MemberItem } from '#lib/members/schema.ts'
import { memberDetails, membersKey } from './member-queries.ts'

type Asked = { organization: string; id: string; rowVersion: number }
type QuestionOptions<Extra, T> = {
  /** The member who is asked about; null: closed. */
  member: MemberItem | null
  action: (input: Asked & Extra) => Promise<Result<T>>
  onClose: () => void
  /** It is committed: says what is now true. */
  onChanged: (member: MemberItem, changed: T) => void
}

/** What suspending, removing and handing over do alike: read the member anew, change them as they were read, show a refusal. */
export function useMemberQuestion<Extra extends object, T>(options: QuestionOptions<Extra, T>) {
  const { member, action, onClose, onChanged } = options
  const { organization } = usePlace()
  const queries = useQueryClient()
  const { run, isBusy } = useAction(action)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(member)
  if (member && member !== last) {
    setLast(member)
    setProblem(null)
  }
  const details = useQuery({
    ...memberDetails(organization, last?.id ?? ''),
    enabled: member !== null,
    refetchOnMount: 'always',
    gcTime: 0,
  })

  const confirm = async (extra: Extra) => {
    if (!member || isBusy) return
    setProblem(null)
    // What the dialog says must be what is changed.
    const { rowVersion } = details.data ?? member
    const result = await run({ organization, id: member.id, rowVersion, ...extra })
    if (!result.ok) {
      setProblem(result.error)
      if (result.error.code === 'stale_version') await details.refetch()
      return
    }
    onClose()
    onChanged(member, result.data)
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }

  return { last, details, problem, isBusy, confirm }
}
