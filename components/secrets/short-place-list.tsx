'use client'

import type { Place } from '#lib/secrets/schema.ts'
import { isCut } from '#lib/usages/is-cut.ts'
import { fieldsText } from './place-text.ts'
import styles from './short-place-list.module.css'

type ShortPlaceListProps = { places: Place[]; mostShown?: number; hasDomain?: boolean }

/** Places in a line each, inside a sentence's box: which request, and where in it. */
export function ShortPlaceList({ places, mostShown = 5, hasDomain }: ShortPlaceListProps) {
  const rest = places.length - mostShown
  return (
    <ul className={styles.places}>
      {places.slice(0, mostShown).map((place) => (
        <li key={place.id}>
          <b>{place.name}</b>
          {place.part !== null && ` / ${place.part}`}
          <span>
            {hasDomain && `${place.domain.name}, `}
            {fieldsText(place.fields)}
          </span>
        </li>
      ))}
      {rest > 0 && (
        <li>
          and {isCut(places) && 'at least '}
          {rest.toLocaleString('en')} more
        </li>
      )}
    </ul>
  )
}
