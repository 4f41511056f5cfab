import type { Place } from './schema.ts'

/** More references to a secret than these are not looked up, nor their places listed. */
export const mostListed = 1000

/** Whether these places of a secret may be the first of more: as many references as are looked up were found. */
export const isCut = (places: readonly Pick<Place, 'fields'>[]): boolean =>
  places.reduce((sum, { fields }) => sum + fields.length, 0) >= mostListed
