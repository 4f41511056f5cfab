'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import type { Place, SecretDetails } from '#lib/secrets/schema.ts'
import { PlaceList } from './place-list.tsx'
import styles from './secret-dialogs.module.css'
import { usePlaceName } from './use-place-name.ts'

type ConsequencePlacesProps = {
  details: UseQueryResult<SecretDetails>
  heading: (places: Place[], secret: SecretDetails) => string
}

/** The places that a dialog's change is about, as they are now. */
export function ConsequencePlaces({ details, heading }: ConsequencePlacesProps) {
  const placeName = usePlaceName()
  const secret = details.data
  return (
    <div className={styles.places}>
      {details.isError ? (
        <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
      ) : !secret || details.isFetching ? (
        <p role="status">Looking for the places that use it…</p>
      ) : secret.places.length === 0 ? (
        <h3>No place in {placeName} names it</h3>
      ) : (
        <PlaceList places={secret.places} heading={heading(secret.places, secret)} />
      )}
    </div>
  )
}
