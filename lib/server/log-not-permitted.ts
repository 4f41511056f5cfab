import { NotPermitted } from '#lib/access/authorize.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'

/** Notes in the change log that somebody tried what their role does not allow; `secretId` is what they aimed at, if known. */
export function logNotPermitted(error: unknown): void {
  if (!(error instanceof NotPermitted)) return
  const { refused, permission } = error
  const place = refused.domain ?? refused.organization
  recordRefusal(refused, {
    action: 'access.refused',
    subject: { kind: refused.domain ? 'domain' : 'organization', id: place.id, name: place.name },
    details: { code: error.code, note: permission },
  })
}
