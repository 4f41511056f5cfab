import type { Place } from '#lib/secrets/schema.ts'
import { isCut } from '#lib/usages/is-cut.ts'

/** "4 places in Europe", "1 place in Europe", "6 places in 3 domains", "At least 1,000 places in Europe". */
export function placesText(places: Place[]): string {
  const domains = new Map(places.map(({ domain }) => [domain.slug, domain.name]))
  const [only] = domains.values()
  const number = `${isCut(places) ? 'At least ' : ''}${places.length.toLocaleString('en')}`
  const count = places.length === 1 ? '1 place' : `${number} places`
  return `${count} in ${domains.size === 1 ? only : `${domains.size} domains`}`
}

/** What happens to the places: they stop, or they have stopped already. */
export const stopHeading = (places: Place[], isWorking: boolean): string =>
  `${placesText(places)} ${isWorking ? (places.length === 1 ? 'stops working' : 'stop working') : places.length === 1 ? 'names it' : 'name it'}`
