import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/** Each holds its answers in memory until it ends. */
const mostOfOne = 4
const mostOfWorkflow = 4
const mostOfDomain = 8
const mostOfAll = 32

// Next bundles this module more than once.
const held = globalThis as { posternRunSlots?: Map<string, number> }
held.posternRunSlots ??= new Map()
const underWay = held.posternRunSlots

/**
 * Takes a place for a run and answers how to give it back. Throws `rate_limited` if whoever starts it, the workflow, the
 * domain or this process has too many under way. Threat: one person's, or one sender's, slow answers take the memory of everybody.
 */
export function takeRunSlot(permit: Permit<'workflow:run'>, workflowId: string): () => void {
  const limits: [key: string, most: number, why: string][] = [
    ['all', mostOfAll, 'Too many runs are under way.'],
    [`workflow:${workflowId}`, mostOfWorkflow, `${mostOfWorkflow} runs of this workflow are under way.`],
  ]
  const { organization, actor, domainId } = permit
  limits.push([`${organization.id}:${domainId}`, mostOfDomain, `${mostOfDomain} runs of this domain are under way.`])
  if (actor.id) limits.push([`${organization.id}:${actor.id}`, mostOfOne, `${mostOfOne} runs of yours are under way.`])
  for (const [key, most, why] of limits) {
    if ((underWay.get(key) ?? 0) >= most)
      throw new PosternError('rate_limited', `Nothing was started: ${why} Wait until one has ended.`, {
        retryAfterSeconds: 5,
      })
  }
  for (const [key] of limits) underWay.set(key, (underWay.get(key) ?? 0) + 1)
  let isGivenBack = false
  return () => {
    if (isGivenBack) return
    isGivenBack = true
    for (const [key] of limits) {
      const left = (underWay.get(key) ?? 1) - 1
      if (left > 0) underWay.set(key, left)
      else underWay.delete(key)
    }
  }
}
