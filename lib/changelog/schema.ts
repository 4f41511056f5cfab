/** One entry as people see it: GET /api/console/{organization}/{domain}/secrets/{id}/changes?cursor= → ChangeLogPage. */
export type ChangeLogItem = {
  sequence: string
  at: string
  /** 'secret.created', 'secret.rotated', 'secret.edited', 'secret.archived', 'send.refused' … */
  action: string
  outcome: 'done' | 'refused'
  actorKind: 'person' | 'operator' | 'system'
  actorName: string
  /** 'Owner', 'Org Admin', 'Domain Admin', 'Editor', or '' */
  actorRole: string
  details: ChangeDetails
  address: string
  program: string
  /** Hex. */
  hash: string
}

export type ChangeLogPage = { items: ChangeLogItem[]; nextCursor: string | null }

/** What an entry says beyond who and when. Texts only; a secret's value never stands here. */
export type ChangeDetails = {
  /** Field → its old and new text. */
  fields?: Record<string, { from: string | null; to: string | null }>
  /** A new value: version numbers only. */
  version?: { from: number | null; to: number }
  /** The secret's row version after the change: by it "Verify log" finds an older row that was put back. */
  rowVersion?: number
  /** A refusal: its code, and the host it was about. */
  code?: string
  host?: string
  /** Equal refusals within a minute. */
  count?: number
  /** The subject is gone for good: its row and values were destroyed. */
  isDeleted?: true
  /** A reminder: days until the expiry. */
  daysLeft?: number
  note?: string
}
