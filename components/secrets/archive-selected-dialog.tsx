'use client'

import { useQueries } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { usePlace } from '#components/data/use-place.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { Place, SecretListItem } from '#lib/secrets/schema.ts'
import { RestorableUntil } from './archive-secret-dialog.tsx'
import { PlaceList } from './place-list.tsx'
import { stopHeading } from './places-heading.ts'
import styles from './secret-dialogs.module.css'
import { secretDetails } from './secret-queries.ts'
import { usePlaceName } from './use-place-name.ts'

/** Of so many secrets the places are looked up; beyond that nobody reads the list. */
const mostLookedUp = 20

type ArchiveSelectedDialogProps = {
  isOpen: boolean
  secrets: SecretListItem[]
  problem: PublicError | null
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before several secrets are archived, and says which places stop working. */
export function ArchiveSelectedDialog(props: ArchiveSelectedDialogProps) {
  const { isOpen, secrets, problem, isBusy, onConfirm, onCancel } = props
  const found = usePlacesOfAll(isOpen ? secrets : [])
  const title = secrets.length === 1 ? '1 secret' : `${secrets.length} secrets`
  return (
    <Consequence
      problem={problem}
      isOpen={isOpen}
      title={`Archive ${title}?`}
      confirm={secrets.length === 1 ? 'Archive Secret' : `Archive ${title}`}
      busyLabel="Archiving…"
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <ConsequenceSentence>
        Are you sure you want to archive these secrets? Any existing integrations using them will no longer function.
      </ConsequenceSentence>
      <PlacesOfAll {...found} />
      <ConsequenceWay icon={Archive}>
        <RestorableUntil isSeveral />
      </ConsequenceWay>
    </Consequence>
  )
}

function usePlacesOfAll(secrets: SecretListItem[]) {
  const place = usePlace()
  const isLookedUp = secrets.length <= mostLookedUp
  return useQueries({
    queries: isLookedUp ? secrets.map(({ id }) => secretDetails(place, id)) : [],
    combine: (results) => ({
      isPending: results.some((result) => result.isPending),
      isUnknown: !isLookedUp || results.some((result) => result.isError),
      // One place may name several of them.
      places: [
        ...new Map(
          results.flatMap((result) => result.data?.places ?? []).map((each): [string, Place] => [each.id, each]),
        ).values(),
      ].sort((one, other) => other.uses - one.uses),
    }),
  })
}

function PlacesOfAll({ isPending, isUnknown, places }: ReturnType<typeof usePlacesOfAll>) {
  const placeName = usePlaceName()
  if (isUnknown) {
    return <p className={styles.instead}>Every place that names one of them stops working.</p>
  }
  return (
    <div className={styles.places}>
      {isPending ? (
        <p role="status">Looking for the places that use them…</p>
      ) : places.length === 0 ? (
        <h3>No place in {placeName} names any of them</h3>
      ) : (
        <PlaceList places={places} heading={stopHeading(places, true)} />
      )}
    </div>
  )
}
