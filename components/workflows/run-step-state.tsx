import {
  CircleCheck,
  CircleDashed,
  CircleExclamationPoint,
  CircleHelp,
  CircleMinus,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { RunStepState as State } from '#lib/workflows/schema.ts'
import styles from './runs.module.css'

export const stepStateWords: Record<State, string> = {
  waiting: 'Waiting',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  skipped: 'Not run',
  unknown: 'Outcome unknown',
}

const icons: Record<State, LucideIcon> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  succeeded: CircleCheck,
  failed: CircleExclamationPoint,
  skipped: CircleMinus,
  unknown: CircleHelp,
}

/** How far a step of a run has come, as a shape; its word stands beside it, or is read out. */
export function RunStepState({ state, isWordHidden }: { state: State; isWordHidden?: boolean }) {
  return (
    <span className={styles.stepState} data-state={state}>
      <Icon of={icons[state]} size={16} isSpinning={state === 'running'} />
      <span className={isWordHidden ? 'sr-only' : undefined}>{stepStateWords[state]}</span>
    </span>
  )
}
