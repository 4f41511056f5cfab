import { dayIn } from '#lib/core/clock.ts'
import type { SecretStatus } from './schema.ts'

/** The columns that decide whether a secret can be used. */
export type StateColumns = { archivedAt: Date | null; revokedAt: Date | null; expiresOn: Date | null }

/** The state that counts, strongest first; `expiresOn` is the last usable day in the organization's time zone. */
export function secretStatus(secret: StateColumns, timeZone: string): SecretStatus {
  if (secret.archivedAt) return 'archived'
  if (secret.revokedAt) return 'revoked'
  if (secret.expiresOn && dayOf(secret.expiresOn) < dayIn(timeZone)) return 'expired'
  return 'active'
}

/** A date column as `YYYY-MM-DD`. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
