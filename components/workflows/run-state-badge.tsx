import { Ban, CircleCheck, CircleExclamationPoint, CircleHelp, LoaderCircle, type LucideIcon } from 'lucide-react'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { type RunState, runStateLabels } from '#lib/workflows/schema.ts'

const looks: Record<RunState, [tone: BadgeTone, icon: LucideIcon]> = {
  running: ['quiet', LoaderCircle],
  succeeded: ['ok', CircleCheck],
  failed: ['bad', CircleExclamationPoint],
  cancelled: ['mute', Ban],
  interrupted: ['warn', CircleHelp],
}

/** What became of a run, as a word and a shape. */
export function RunStateBadge({ state }: { state: RunState }) {
  const [tone, icon] = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {runStateLabels[state]}
    </Badge>
  )
}
