'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, CalendarClock, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import {
  archiveSelectedAction,
  restoreSelectedAction,
  setExpirationAction,
} from '#app/(console)/[organization]/secrets/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError, Result } from '#lib/core/result.ts'
import type { SecretListItem, SelectedChanged } from '#lib/secrets/schema.ts'
import { secretsKey } from './secret-queries.ts'
import type { ManyKind } from './selection-bar.tsx'
import { useUndoArchive } from './use-undo-archive.tsx'

/** Those of several that were left as they are, and why. */
export type Refused = { kind: ManyKind; of: number; secrets: SelectedChanged['refused'] }

const icons: Record<ManyKind, LucideIcon> = { archive: Archive, restore: ArchiveRestore, expiration: CalendarClock }
const words: Record<ManyKind | 'unlimited', [one: string, several: string]> = {
  archive: ['is archived', 'are archived'],
  restore: ['is restored', 'are restored'],
  expiration: ['has a new expiration date', 'have a new expiration date'],
  unlimited: ['does not expire any more', 'do not expire any more'],
}

/** Changes several secrets at once: says what is now true, keeps why others were left, and has the way back. */
export function useChangeSelected(onDone: () => void) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const undo = useUndoArchive()
  const archive = useAction(archiveSelectedAction)
  const restore = useAction(restoreSelectedAction)
  const expire = useAction(setExpirationAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)

  const send = (kind: ManyKind, chosen: SecretListItem[], expiresOn: string | null) => {
    const input = { ...place, secrets: chosen.map(({ id, rowVersion }) => ({ id, rowVersion })) }
    if (kind === 'archive') return archive.run(input)
    return kind === 'restore' ? restore.run(input) : expire.run({ ...input, expiresOn })
  }

  const change = async (
    kind: ManyKind,
    chosen: SecretListItem[],
    expiresOn: string | null = null,
  ): Promise<boolean> => {
    setProblem(null)
    const result: Result<SelectedChanged> = await send(kind, chosen, expiresOn)
    if (!result.ok) {
      setProblem(result.error)
      return false
    }
    const { changed, refused } = result.data
    if (changed.length > 0) {
      const [only] = changed.length === 1 ? chosen.filter(({ id }) => id === changed[0]?.id) : []
      const what = only ? <code>{only.name}</code> : `${changed.length} secrets`
      const [one, several] = words[kind === 'expiration' && expiresOn === null ? 'unlimited' : kind]
      const restored = (
        <>
          {what} {only ? 'is' : 'are'}
        </>
      )
      toast(
        <>
          {what} {only ? one : several}.
        </>,
        { icon: icons[kind], ...(kind === 'archive' && { undo: () => void undo(changed, restored) }) },
      )
    }
    setRefused(refused.length > 0 ? { kind, of: chosen.length, secrets: refused } : null)
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
    onDone()
    return true
  }

  return {
    change,
    isBusy: archive.isBusy || restore.isBusy || expire.isBusy,
    problem,
    forgetProblem: () => setProblem(null),
    refused,
    forgetRefused: () => setRefused(null),
  }
}
