import { Archive, Ban, CalendarX2, CircleCheck, ClockFading, type LucideIcon } from 'lucide-react'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import type { SecretListItem, SecretStatus } from '#lib/secrets/schema.ts'
import { soonDays, stateText } from './state-text.ts'

type SecretBadgeProps = {
  status: SecretStatus
  /** Until it expires, for "in 6 days"; without it the word stands alone. */
  daysLeft?: SecretListItem['daysLeft']
  /** Of an archived one, for "Destroyed in 12 days". */
  destroyedInDays?: SecretListItem['destroyedInDays']
  isFilled?: boolean
}

const looks: Record<SecretStatus | 'expiring', [tone: BadgeTone, icon: LucideIcon]> = {
  active: ['quiet', CircleCheck],
  expiring: ['warn', ClockFading],
  expired: ['bad', CalendarX2],
  revoked: ['mute', Ban],
  archived: ['mute', Archive],
}

/** A secret's state. Active is the quiet one, so that a healthy list looks calm; beside a heading it is filled. */
export function SecretBadge({ status, daysLeft = null, destroyedInDays = null, isFilled }: SecretBadgeProps) {
  const isExpiring = status === 'active' && daysLeft !== null && daysLeft <= soonDays
  const [tone, icon] = looks[isExpiring ? 'expiring' : status]
  return (
    <Badge tone={isFilled && tone === 'quiet' ? 'ok' : tone} icon={icon}>
      <span>
        {status === 'archived' && destroyedInDays !== null && <span className="sr-only">Archived. </span>}
        {stateText({ status, daysLeft, destroyedInDays })}
      </span>
    </Badge>
  )
}
