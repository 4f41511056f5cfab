import type { SecretStatus, SecretType } from '#lib/secrets/schema.ts'

/** What somebody can put a reference to. */
export type SecretChoice = {
  id: string
  name: string
  level: 'organization' | 'domain'
  type: SecretType
  status: Exclude<SecretStatus, 'archived'>
  /** Whole days until it cannot be used: 0 is its last day; null: it does not expire, or has. */
  daysLeft: number | null
  /** Its parts, as they follow the name: '#username'. Of JSON those that are known, which may be none. */
  parts: string[]
  /** Whether it may go to the host that was asked about; null: none was. */
  isAllowed: boolean | null
  /** For integrations or webhooks alone, where it is chosen for the other. */
  isWrongPurpose: boolean
  /** Who asks may give it a new value. */
  mayEdit: boolean
}

/**
 * GET /api/console/{organization}/{domain}/secret-choices?q=&purpose=integration|webhook&host=
 * The domain's own first; one of the organization that the domain has a name before is none.
 */
export type SecretChoices = {
  items: SecretChoice[]
  /** There are more: a longer search finds them. */
  isMore: boolean
  /** Who asks may store a new secret in this domain. */
  mayCreate: boolean
}
