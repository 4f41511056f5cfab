'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import type { Result } from '#lib/core/result.ts'
import type { SecretAsSeenInput, SecretChanged, SecretListItem } from '#lib/secrets/schema.ts'
import { secretDetails, secretsKey } from './secret-queries.ts'

/** The secret that a dialog asks about, as a list or its page shows it. */
export type AskedSecret = Pick<SecretListItem, 'id' | 'name' | 'rowVersion' | 'status' | 'version'>

type ConsequenceOptions<Extra> = {
  /** Null: closed. */
  secret: AskedSecret | null
  action: (input: SecretAsSeenInput & Extra) => Promise<Result<SecretChanged>>
  onClose: () => void
  /** It is committed: says what is now true. */
  onChanged: (changed: SecretChanged) => void
  /** The lists are read anew; whatever had the focus may be gone. */
  onDone?: ((changed: SecretChanged) => void) | undefined
  /** The secret is gone then: its page must not be read again. */
  isGone?: boolean
}

/** What every dialog about one secret does alike: reads it anew, changes it as it was read, and shows a refusal. */
export function useConsequence<Extra extends object = object>(options: ConsequenceOptions<Extra>) {
  const { secret, action, onClose, onChanged, onDone, isGone = false } = options
  const place = usePlace()
  const queries = useQueryClient()
  const { answer, isBusy, problem } = useQuestion(secret, action)
  const details = useQuery({
    ...secretDetails(place, secret?.id ?? ''),
    enabled: secret !== null,
    // Read for this question: a place that was added a moment ago stops, too.
    staleTime: 0,
  })

  const confirm = async (extra: Extra) => {
    if (!secret || isBusy) return
    // The version that the places were read with: what the dialog says must be what is changed. What an earlier page
    // left in the cache may be older than the secret is now.
    const read = details.isFetching ? (await details.refetch({ cancelRefetch: false })).data : details.data
    const result = await answer({
      ...place,
      id: secret.id,
      rowVersion: read?.rowVersion ?? secret.rowVersion,
      ...extra,
    })
    if (!result.ok) {
      await details.refetch()
      return
    }
    onClose()
    onChanged(result.data)
    if (isGone) onDone?.(result.data)
    await queries.invalidateQueries({
      queryKey: secretsKey(place),
      predicate: ({ queryKey }) => !(isGone && queryKey.includes(secret.id)),
    })
    if (!isGone) onDone?.(result.data)
  }

  return { details, problem, isBusy, confirm }
}
