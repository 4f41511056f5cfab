import { dayIn } from '#lib/core/clock.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { dayOf } from './secret-status.ts'

/** Why a date (`YYYY-MM-DD`, the last usable day) cannot be set, or null: it has passed in the organization's time zone. */
export function expiryProblem(expiresOn: string | null, timeZone: string): string | null {
  if (expiresOn === null || expiresOn >= dayIn(timeZone)) return null
  return 'This date has passed. Choose today or a later day, or leave it empty.'
}

/** `YYYY-MM-DD` as its column. */
export const dateOf = (expiresOn: string | null): Date | null =>
  expiresOn === null ? null : new Date(`${expiresOn}T00:00:00Z`)

/** How the change log writes an expiration date: `26 Nov 2026`; null: none. */
export function expiryText(expiresOn: Secret['expiresOn']): string | null {
  if (!expiresOn) return null
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(dayOf(expiresOn)))
}
