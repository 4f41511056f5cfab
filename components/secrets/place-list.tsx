'use client'

import { Plug } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Place } from '#lib/secrets/schema.ts'
import styles from './place-list.module.css'
import { fieldsText } from './place-text.ts'

const mostShown = 5

/** The places that stop working, counted, the busiest first. */
export function PlaceList({ places, domainName }: { places: Place[]; domainName: string }) {
  if (places.length === 0) return <h3>No place in {domainName} names it</h3>
  const rest = places.length - mostShown
  return (
    <>
      <h3>
        {places.length === 1
          ? `1 place in ${domainName} stops working`
          : `${places.length} places in ${domainName} stop working`}
      </h3>
      <ul className={styles.places}>
        {places.slice(0, mostShown).map((place) => (
          <li key={place.id}>
            <Icon of={Plug} />
            <span className={styles.name}>
              <b>{place.integrationName}</b> {place.requestName}, {fieldsText(place.fields)}
            </span>
            <span className={styles.used}>
              {place.lastUsedAt ? (
                <>
                  used <RelativeTime at={place.lastUsedAt} />
                </>
              ) : (
                'never used'
              )}
            </span>
          </li>
        ))}
        {rest > 0 && <li className={styles.rest}>and {rest} more</li>}
      </ul>
    </>
  )
}
