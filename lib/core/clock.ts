/** The one source of time, so that tests can hold it still. */
export const clock = {
  now: (): Date => new Date(),
}

/** Today as `YYYY-MM-DD` in an IANA time zone. Throws RangeError for an unknown zone. */
export function dayIn(timeZone: string, at: Date = clock.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}
