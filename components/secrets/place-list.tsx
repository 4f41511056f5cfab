'use client'

import { Icon } from '#components/ui/icon.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Place } from '#lib/secrets/schema.ts'
import { isCut } from '#lib/usages/is-cut.ts'
import { placeIcons } from './place-icons.ts'
import styles from './place-list.module.css'
import { fieldsText } from './place-text.ts'

const mostShown = 5

/** Places that name a secret, the busiest first, under what becomes of them. */
export function PlaceList({ places, heading }: { places: Place[]; heading: string }) {
  const isOfSeveral = places.some(({ domain }) => domain.slug !== places[0]?.domain.slug)
  const rest = places.length - mostShown
  return (
    <>
      <h3>{heading}</h3>
      <ul className={styles.places}>
        {places.slice(0, mostShown).map((place) => (
          <li key={place.id}>
            <Icon of={placeIcons[place.kind]} />
            <span className={styles.name}>
              <b>{place.name}</b> {place.part !== null && `${place.part}, `}
              {fieldsText(place.fields)}
              {isOfSeveral && ` (${place.domain.name})`}
            </span>
            <span className={styles.used}>
              {place.lastUsedAt ? (
                <>
                  used <RelativeTime at={place.lastUsedAt} />
                </>
              ) : (
                'not used in 90 days'
              )}
            </span>
          </li>
        ))}
        {rest > 0 && (
          <li className={styles.rest}>
            and {isCut(places) && 'at least '}
            {rest.toLocaleString('en')} more
          </li>
        )}
      </ul>
    </>
  )
}
