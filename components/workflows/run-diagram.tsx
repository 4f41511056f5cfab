import { ArrowRight } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { RunStep } from '#lib/workflows/schema.ts'
import { RunStepState } from './run-step-state.tsx'
import styles from './runs.module.css'

/** The steps of a run in their order, and how far each has come. */
export function RunDiagram({ steps }: { steps: RunStep[] }) {
  return (
    <ol className={styles.diagram} aria-label="Progress">
      {steps.map(({ position, name, state }, index) => (
        <li key={position} data-state={state}>
          {index > 0 && <Icon of={ArrowRight} size={14} />}
          <RunStepState state={state} isWordHidden />
          <span className={styles.stepName}>{name}</span>
        </li>
      ))}
    </ol>
  )
}
