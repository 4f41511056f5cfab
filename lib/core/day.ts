import { z } from './zod.ts'

const outside = 'Enter a day from 1900 to 9998.'

/**
 * A day as `YYYY-MM-DD` whose first and last instant both PostgreSQL and JavaScript can tell, in every time zone: year 0
 * is none of the first's, and what begins the year 10000 none of the second's. ISO 8601, RFC 3339.
 */
export const day = (sentence = 'Enter a date as year-month-day, like 2027-03-14.') =>
  z.iso.date({ error: sentence }).refine((text) => text >= '1900-01-01' && text <= '9998-12-31', outside)
