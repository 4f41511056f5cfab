import { authorize } from '#lib/access/authorize.ts'
import { send } from '#lib/sending/send.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { aConsumer } from './a-consumer.ts'
import { testOrigin } from './make-tenant.ts'
import type { LoadOutcome, LoadPlan, Mark, SendLoad } from './send-load.ts'

/** Sends in this process, `parallel` at once, each with a number of its own, until it is ended. See SendLoad. */
export class Load implements SendLoad {
  readonly #plan: LoadPlan
  readonly #consumer = aConsumer({ name: 'Load' })
  readonly #outcomes: LoadOutcome[] = []
  readonly #loops: Promise<void>[]
  readonly #underWay = new Set<number>()
  #next = 0
  #isEnding = false
  #waiting: { from: number; left: number; resolve: () => void }[] = []

  constructor(plan: LoadPlan) {
    this.#plan = plan
    this.#loops = Array.from({ length: plan.parallel }, () => this.#loop())
  }

  async mark(): Promise<Mark> {
    return { next: this.#next, underWay: [...this.#underWay] }
  }

  finished(count: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ from: this.#next, left: count, resolve })
    // A send that broke ends its loop, and would be waited for without end.
    Promise.all(this.#loops).catch(reject)
    return promise
  }

  async end(): Promise<LoadOutcome[]> {
    this.#isEnding = true
    await Promise.all(this.#loops)
    return this.#outcomes
  }

  async #loop(): Promise<void> {
    const { person, place, requests } = this.#plan
    while (!this.#isEnding) {
      const number = this.#next
      this.#next += 1
      this.#underWay.add(number)
      const permit = await authorize({ ...person, proof: testProof }, 'integration:test', place, testOrigin)
      const request = requests[number % requests.length]
      if (!request) throw new Error('A load needs a request.')
      const path = `${request.path}/${number}`
      const exchange = await send(permit, this.#consumer, { ...request, path })
      const refusal = exchange.outcome === 'refused' ? exchange : { code: null, nothingLeft: false }
      this.#note({ number, code: refusal.code, nothingLeft: refusal.nothingLeft })
    }
  }

  #note(outcome: LoadOutcome): void {
    this.#underWay.delete(outcome.number)
    this.#outcomes.push(outcome)
    for (const each of this.#waiting) {
      if (outcome.number < each.from) continue
      each.left -= 1
      if (each.left === 0) each.resolve()
    }
    this.#waiting = this.#waiting.filter(({ left }) => left > 0)
  }
}
