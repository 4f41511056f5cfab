import { Ban, CircleCheck, Clock, ClockAlert } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import type { TokenItem } from '#lib/tokens/schema.ts'

/** Whether a token holds, as a word and a shape. */
export function TokenBadge({ token: { status, expiresSoon } }: { token: Pick<TokenItem, 'status' | 'expiresSoon'> }) {
  if (status === 'revoked')
    return (
      <Badge tone="mute" icon={Ban}>
        Revoked
      </Badge>
    )
  if (status === 'expired')
    return (
      <Badge tone="mute" icon={Clock}>
        Expired
      </Badge>
    )
  return expiresSoon ? (
    <Badge tone="warn" icon={ClockAlert}>
      Expires soon
    </Badge>
  ) : (
    <Badge tone="quiet" icon={CircleCheck}>
      Active
    </Badge>
  )
}
