'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { deleteVariableAction } from '#app/(console)/[organization]/[domain]/workflows/variables/actions.ts'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { VariableItem } from '#lib/variables/schema.ts'
import { variableDetails, variablesKey } from './variable-queries.ts'
import styles from './variables.module.css'

const mostShown = 8

type DeleteVariableDialogProps = { variable: VariableItem | null; onClose: () => void }

/** Asks before a variable is deleted, and lists the texts that name it now: their sends are refused from then on. */
export function DeleteVariableDialog({ variable, onClose }: DeleteVariableDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { answer, isBusy, problem } = useQuestion(variable, deleteVariableAction)
  const details = useQuery({
    ...variableDetails(place, variable?.id ?? ''),
    enabled: variable !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  const places = details.data?.places ?? []
  const isReading = details.isFetching && !details.isError

  const destroy = async () => {
    if (!variable || isReading) return
    const rowVersion = details.data?.rowVersion ?? variable.rowVersion
    const result = await answer({ ...place, id: variable.id, rowVersion })
    if (!result.ok) {
      void details.refetch()
      return
    }
    onClose()
    toast(
      <>
        <code>{variable.name}</code> is deleted.
      </>,
      { icon: Trash2 },
    )
    await queries.invalidateQueries({
      queryKey: variablesKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(variable.id),
    })
  }

  return (
    <Consequence
      isOpen={variable !== null}
      title={
        <>
          Delete <code>{variable?.name}</code>?
        </>
      }
      confirm="Delete variable"
      busyLabel="Deleting…"
      isBusy={isBusy}
      isOff={isReading}
      problem={problem}
      onConfirm={() => void destroy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {places.length > 0
          ? 'What names this variable is refused from then on, before anything leaves.'
          : 'Its value is gone then.'}
      </ConsequenceSentence>
      <div className={styles.places}>
        {details.isError ? (
          <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
        ) : isReading ? (
          <p role="status">Looking for the places that name it…</p>
        ) : (
          <>
            <h3>{placesText(places.length)}</h3>
            <ul>
              {places.slice(0, mostShown).map(({ kind, name, part, path }) => (
                <li key={`${kind} ${path.join(' ')} ${part}`}>
                  <Link href={pagePath(place, ...path)}>{part === null ? name : `${name} / ${part}`}</Link>
                </li>
              ))}
              {places.length > mostShown && <li>and {places.length - mostShown} more</li>}
            </ul>
          </>
        )}
      </div>
    </Consequence>
  )
}

function placesText(count: number): string {
  if (count === 0) return 'No place names it'
  return count === 1 ? '1 place stops working' : `${count} places stop working`
}
