import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'

/** Each holds an answer, and what it is searched for, in memory: up to some ten megabytes. */
const mostOfOne = 8
const mostOfAll = 64

const underWay = new Map<string, number>()
let all = 0

/**
 * Runs a test if the person, and this process, has not too many under way already; else throws `rate_limited` at once,
 * and nothing is sent. Threat: one person's slow answers take the memory and the time of everybody.
 */
export async function inTestSlot<T>(permit: Permit<SendPermission>, run: () => Promise<T>): Promise<T> {
  const owner = `${permit.organization.id}:${permit.actor.id ?? permit.domainId}`
  const own = underWay.get(owner) ?? 0
  if (own >= mostOfOne) throw busy(`${mostOfOne} tests of yours are under way.`)
  if (all >= mostOfAll) throw busy('Too many tests are under way.')
  underWay.set(owner, own + 1)
  all += 1
  try {
    return await run()
  } finally {
    all -= 1
    const left = (underWay.get(owner) ?? 1) - 1
    if (left > 0) underWay.set(owner, left)
    else underWay.delete(owner)
  }
}

const busy = (why: string) =>
  new PosternError('rate_limited', `Nothing was sent: ${why} Wait until one has ended.`, { retryAfterSeconds: 5 })
