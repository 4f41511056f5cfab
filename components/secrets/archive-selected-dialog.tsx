'use client'

import { useQueries } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { useState } from 'react'
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
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(secrets)
  if (isOpen && secrets !== last) setLast(secrets)
  const title = last.length === 1 ? '1 secret' : `${last.length} secrets`
  return (
    <Consequence
      problem={problem}
      isOpen={isOpen}
      title={`Archive ${title}?`}
      confirm={last.length === 1 ? 'Archive Secret' : `Archive ${title}`}
      busyLabel="Archiving…"
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <ConsequenceSentence>
        Are you sure you want to archive these secrets? Any existing integrations using them will no longer function.
      </ConsequenceSentence>
      {isOpen && <PlacesOfAll secrets={last} />}
      <ConsequenceWay icon={Archive}>
        <RestorableUntil isSeveral />
      </ConsequenceWay>
    </Consequence>
  )
}

function PlacesOfAll({ secrets }: { secrets: SecretListItem[] }) {
  const place = usePlace()
  const placeName = usePlaceName()
  const isLookedUp = secrets.length <= mostLookedUp
  const found = useQueries({
    queries: isLookedUp ? secrets.map(({ id }) => secretDetails(place, id)) : [],
    combine: (results) => ({
      isPending: results.some((result) => result.isPending),
      isError: results.some((result) => result.isError),
      // One place may name several of them.
      places: [
        ...new Map(
          results.flatMap((result) => result.data?.places ?? []).map((each): [string, Place] => [each.id, each]),
        ).values(),
      ].sort((one, other) => other.uses - one.uses),
    }),
  })
  if (!isLookedUp || found.isError) {
    return <p className={styles.instead}>Every place that names one of them stops working.</p>
  }
  return (
    <div className={styles.places}>
      {found.isPending ? (
        <p role="status">Looking for the places that use them…</p>
      ) : found.places.length === 0 ? (
        <h3>No place in {placeName} names any of them</h3>
      ) : (
        <PlaceList places={found.places} heading={stopHeading(found.places, true)} />
      )}
    </div>
  )
}
