import { availableParallelism } from 'node:os'
import { PosternError } from '#lib/core/errors.ts'

/**
 * Who waits for a hash: a browser that its person has signed in with before, or anybody. Whoever guesses from many
 * addresses fills the second lane, and the first goes before it.
 */
export type Argon2Lane = 'known' | 'anybody'

/** Each hash holds 19 MiB and a core: more at once than cores would only make all of them late. */
const slots = Math.max(2, Math.min(4, availableParallelism()))
/** Longer than a lane of so many, nobody waits: they are told to come back. */
const mostWaiting: Record<Argon2Lane, number> = { known: 50, anybody: 200 }

type Queue = { running: number; waiting: Record<Argon2Lane, (() => void)[]> }

// Next bundles this module more than once, and the cores are the same.
const held = globalThis as { posternArgon2?: Queue }
held.posternArgon2 ??= { running: 0, waiting: { known: [], anybody: [] } }
const queue = held.posternArgon2

/**
 * Runs `work` when one of the few slots is free: those of known browsers first, each lane in the order of asking. Throws
 * `rate_limited` when too many wait in the lane.
 */
export async function withArgon2Slot<T>(lane: Argon2Lane, work: () => Promise<T>): Promise<T> {
  const waiting = queue.waiting[lane]
  if (queue.running < slots) queue.running++
  else if (waiting.length >= mostWaiting[lane]) throw busy()
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = queue.waiting.known.shift() ?? queue.waiting.anybody.shift()
    // The slot is handed on, so that nobody who comes meanwhile takes it from who waited.
    if (next) next()
    else queue.running--
  }
}

const busy = () =>
  new PosternError('rate_limited', 'Postern is checking many passwords at the moment. Try again in a moment.', {
    retryAfterSeconds: 5,
  })
