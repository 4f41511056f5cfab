import type { SecretListItem } from '#lib/secrets/schema.ts'

/** From so many days before it expires, an active secret says so. */
export const soonDays = 7

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`

/** "Active", "Expires in 6 days", "Expired 2 days ago", "Revoked", "Destroyed in 12 days": a secret's state in words. */
export function stateText({
  status,
  daysLeft,
  destroyedInDays,
}: Pick<SecretListItem, 'status' | 'daysLeft' | 'destroyedInDays'>): string {
  switch (status) {
    case 'archived':
      if (destroyedInDays === null) return 'Archived'
      return destroyedInDays < 1 ? 'Destroyed today' : `Destroyed in ${days(destroyedInDays)}`
    case 'revoked':
      return 'Revoked'
    case 'expired':
      return daysLeft === null || daysLeft >= 0 ? 'Expired' : `Expired ${days(-daysLeft)} ago`
    case 'active':
      if (daysLeft === null || daysLeft > soonDays) return 'Active'
      return daysLeft < 1 ? 'Expires today' : `Expires in ${days(daysLeft)}`
  }
}
