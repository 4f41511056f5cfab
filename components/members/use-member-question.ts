'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import type { Result } from '#lib/core/result.ts'
import type { MemberItem } from '#lib/members/schema.ts'
import { memberDetails, membersKey } from './member-queries.ts'

type Asked = { organization: string; id: string; rowVersion: number }
type QuestionOptions<Extra, T> = {
  /** The member who is asked about; null: closed. */
  member: MemberItem | null
  action: (input: Asked & Extra) => Promise<Result<T>>
  /** Called for each member anew. */
  begin?: () => void
  onClose: () => void
  /** It is committed: says what is now true. */
  onChanged: (member: MemberItem, changed: T) => void
}

/** What suspending, removing and handing over do alike: read the member anew, change them as they were read, show a refusal. */
export function useMemberQuestion<Extra extends object, T>(options: QuestionOptions<Extra, T>) {
  const { member, action, begin, onClose, onChanged } = options
  const { organization } = usePlace()
  const queries = useQueryClient()
  const { answer, isBusy, problem } = useQuestion(member, action, begin)
  const details = useQuery({
    ...memberDetails(organization, member?.id ?? ''),
    enabled: member !== null,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const isReading = !details.isError && (details.isFetching || !details.data)

  const confirm = async (extra: Extra) => {
    if (!member || isBusy || isReading) return
    // What the dialog says must be what is changed.
    const { rowVersion } = details.data ?? member
    const result = await answer({ organization, id: member.id, rowVersion, ...extra })
    if (!result.ok) {
      if (result.error.code === 'stale_version') await details.refetch()
      return
    }
    onClose()
    onChanged(member, result.data)
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }

  return { details, isReading, problem, isBusy, confirm }
}
