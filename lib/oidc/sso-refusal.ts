import type { SsoProblem } from './schema.ts'

/** Why a way to the identity provider ends without what it was for: a code of ours, and nothing of the provider's words. */
export class SsoRefusal extends Error {
  readonly problem: SsoProblem

  constructor(problem: SsoProblem, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'SsoRefusal'
    this.problem = problem
  }
}
