import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { PosternError } from '#lib/core/errors.ts'

/** Refuses what a role allows but not towards this person, and says so in the log: somebody reached for more than they have. */
export function refuse(scope: Scope<Permission>, subject: PendingEntry['subject'], sentence: string): never {
  const { permission } = scope
  recordRefusal(scope, { action: 'access.refused', subject, details: { code: 'not_permitted', note: permission } })
  throw new PosternError('not_permitted', `Nothing was changed. ${sentence}`)
}
