import { type ExchangeStep, type StepName, stepNames } from './exchange.ts'

/** How far a send has come. */
export class Steps {
  readonly #reached: ExchangeStep[] = []

  done(step: StepName, note: string): void {
    this.#reached.push({ step, state: 'done', note })
  }

  /** The step after the last one that is done is where it stopped. */
  stop(note: string): void {
    const step = stepNames[this.#reached.length]
    if (step) this.#reached.push({ step, state: 'stopped', note })
  }

  all(): ExchangeStep[] {
    const rest = stepNames.slice(this.#reached.length)
    return [...this.#reached, ...rest.map((step) => ({ step, state: 'not_reached', note: 'Not reached' }) as const)]
  }
}
