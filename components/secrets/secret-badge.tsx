import { Archive, Ban, CalendarX2, CircleCheck } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import type { SecretStatus } from '#lib/secrets/schema.ts'

/** A secret's state. Active is the quiet one, so that a healthy list looks calm; beside a heading it is filled. */
export function SecretBadge({ status, isFilled }: { status: SecretStatus; isFilled?: boolean }) {
  if (status === 'active') {
    return (
      <Badge tone={isFilled ? 'ok' : 'quiet'} icon={CircleCheck}>
        Active
      </Badge>
    )
  }
  if (status === 'expired') {
    return (
      <Badge tone="bad" icon={CalendarX2}>
        Expired
      </Badge>
    )
  }
  if (status === 'revoked') {
    return (
      <Badge tone="mute" icon={Ban}>
        Revoked
      </Badge>
    )
  }
  return (
    <Badge tone="mute" icon={Archive}>
      Archived
    </Badge>
  )
}
