import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { pointsOf, type TextQuota, textQuotaOf } from '#lib/integrations/text-quota.ts'

/** A run by hand, or of a program, shares what its starter may send. The webhooks of a domain have their own. */
const ofWebhook: TextQuota = { keyPrefix: 'run', points: 120, bytesAPoint: 8 * 1024 }

/**
 * Counts a step that is about to be sent: 0, or in how many milliseconds it may be tried again. Threat: guesses that stand
 * beside a reference, in the text of a step or in what is filled in, are confirmed by what is dotted in its answer, which a
 * later step can carry anywhere. What is counted bounds them, as for tests: see lib/integrations/text-quota.ts.
 */
export async function countStep(permit: Permit<'workflow:run'>, bytes: number): Promise<number> {
  const { organization, actor, domainId } = permit
  const quota = actor.id ? textQuotaOf(actor) : ofWebhook
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: quota.keyPrefix,
    points: quota.points,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    const cost = Math.min(quota.points, pointsOf(quota, bytes))
    await limiter.consume(`${organization.id}:${actor.id ?? domainId}`, cost)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(250, refusal.msBeforeNext)
    throw refusal
  }
}
