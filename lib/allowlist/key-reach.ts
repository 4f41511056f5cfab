import type { Actor } from '#lib/access/permit.ts'
import { type Reach, reachOf } from '#lib/access/reach.ts'

/**
 * Whose secrets somebody may use as the key of an endpoint without sending: those that they may change. A token needs no
 * scope for that beyond requests:send, but reaches no further than where it belongs: whoever makes a token may change the
 * secrets there, and so says with the scope that it uses them.
 */
export function keyReachOf(actor: Actor): Reach {
  if (actor.kind !== 'token') return reachOf(actor)
  return actor.domainId === null ? 'organization' : 'domain'
}
