import { Check, CircleCheck, Minus, X } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { ExchangeStep } from '#lib/sending/exchange.ts'
import styles from './send-steps.module.css'
import { stepWords } from './step-words.ts'

const icons = { done: Check, stopped: X, not_reached: Minus } as const
const said = { done: 'done', stopped: 'stopped here', not_reached: '' } as const

/** How far a send came, step by step. */
export function SendSteps({ steps }: { steps: ExchangeStep[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map(({ step, state, note }) => (
        <li key={step} className={styles.step} data-state={state}>
          <span className={styles.mark}>
            <Icon of={icons[state]} size={14} />
          </span>
          <div>
            <b>{stepWords[step]}</b>
            {said[state] && <span className="sr-only"> {said[state]}: </span>}
            <p>{note}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The steps of a send that came through, in one line. */
export function StepsLine({ steps }: { steps: ExchangeStep[] }) {
  return (
    <ol className={styles.line} aria-label="Steps, all done">
      {steps.map(({ step, note }) => (
        <li key={step}>
          <Icon of={CircleCheck} size={13} />
          {stepWords[step].toLowerCase()}
          <span className="sr-only">: {note}</span>
        </li>
      ))}
    </ol>
  )
}
