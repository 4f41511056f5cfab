'use client'

import { useQueryClient } from '@tanstack/react-query'
import { ArchiveRestore, CircleExclamationPoint } from 'lucide-react'
import { type ReactNode, useCallback } from 'react'
import { restoreSelectedAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import { secretsKey } from './secret-queries.ts'

/** Brings back what was just archived, as it was archived; if somebody changed it meanwhile, it says so and leaves it. */
export function useUndoArchive(): (archived: { id: string; rowVersion: number }[], what: ReactNode) => Promise<void> {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run } = useAction(restoreSelectedAction)
  return useCallback(
    async (archived, what) => {
      const secrets = archived.map(({ id, rowVersion }) => ({ id, rowVersion }))
      const result = await run({ ...place, secrets })
      await queries.invalidateQueries({ queryKey: secretsKey(place) })
      // The toast that was pressed is gone.
      if (document.activeElement === document.body) document.getElementById('secrets')?.focus()
      if (!result.ok) toast(result.error.message, { icon: CircleExclamationPoint })
      else {
        const [refused] = result.data.refused
        const restored = result.data.changed.length
        if (restored === archived.length) toast(<>{what} restored.</>, { icon: ArchiveRestore })
        else {
          const isOne = refused?.name && result.data.refused.length === 1
          const left = isOne ? <code>{refused.name}</code> : 'Some of them'
          toast(
            <>
              {left} {isOne ? 'was left as it is' : 'were left as they are'}: {refused?.message ?? 'changed meanwhile.'}
            </>,
            { icon: CircleExclamationPoint },
          )
        }
      }
    },
    [place, queries, toast, run],
  )
}
