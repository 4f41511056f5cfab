import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** As many as tests: a run by hand shares them with its person's tests. The webhooks of a domain have their own. */
const ofPersonPerMinute = 30
const ofWebhookPerMinute = 120

/** So much text costs a step more. */
const bytesAStep = 8 * 1024

/**
 * Counts a step that is about to be sent: 0, or in how many milliseconds it may be tried again. Threat: guesses that stand
 * beside a reference, in the text of a step or in what is filled in, are confirmed by what is dotted in its answer, which a
 * later step can carry anywhere. What is counted bounds them, as for tests: see lib/integrations/count-test.ts.
 */
export async function countStep(permit: Permit<'workflow:run'>, bytes: number): Promise<number> {
  const { organization, actor, domainId } = permit
  const points = actor.id ? ofPersonPerMinute : ofWebhookPerMinute
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: actor.id ? 'test' : 'run',
    points,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    const cost = Math.min(points, 1 + Math.floor(bytes / bytesAStep))
    await limiter.consume(`${organization.id}:${actor.id ?? domainId}`, cost)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(250, refusal.msBeforeNext)
    throw refusal
  }
}
