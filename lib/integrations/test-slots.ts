import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'

/** Each holds an answer, and what it is searched for, in memory: up to some ten megabytes. */
const mostOfOne = 8
const mostOfAll = 64

// Next bundles this module more than once, for actions and for routes.
const held = globalThis as { posternTestSlots?: { underWay: Map<string, number>; all: number } }
held.posternTestSlots ??= { underWay: new Map(), all: 0 }
const slots = held.posternTestSlots

/**
 * Runs a test, or a program's send, if who sends it, and this process, has not too many under way already; else throws `rate_limited` at once,
 * and nothing is sent. Threat: one person's slow answers take the memory and the time of everybody.
 */
export async function inTestSlot<T>(permit: Permit<SendPermission>, run: () => Promise<T>): Promise<T> {
  const owner = `${permit.organization.id}:${permit.actor.id ?? permit.domainId}`
  const { underWay } = slots
  const own = underWay.get(owner) ?? 0
  if (own >= mostOfOne)
    throw busy(
      `${mostOfOne} ${permit.actor.kind === 'token' ? 'sends of this token' : 'tests of yours'} are under way.`,
    )
  if (slots.all >= mostOfAll) throw busy('Too many sends are under way.')
  underWay.set(owner, own + 1)
  slots.all += 1
  try {
    return await run()
  } finally {
    slots.all -= 1
    const left = (underWay.get(owner) ?? 1) - 1
    if (left > 0) underWay.set(owner, left)
    else underWay.delete(owner)
  }
}

const busy = (why: string) =>
  new PosternError('rate_limited', `Nothing was sent: ${why} Wait until one has ended.`, { retryAfterSeconds: 5 })
