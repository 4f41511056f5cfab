import { availableParallelism } from 'node:os'
import { PosternError } from '#lib/core/errors.ts'

/** Each hash holds 19 MiB and a core: more at once than cores would only make all of them late. */
const slots = Math.max(2, Math.min(4, availableParallelism()))
const maxWaiting = 200

let running = 0
const waiting: (() => void)[] = []

/** Runs `work` when one of the few slots is free, in the order of asking. Throws `rate_limited` when too many wait. */
export async function withArgon2Slot<T>(work: () => Promise<T>): Promise<T> {
  if (running < slots) running++
  else if (waiting.length >= maxWaiting) throw busy()
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    // The slot is handed on, so that nobody who comes meanwhile takes it from who waited.
    if (next) next()
    else running--
  }
}

const busy = () =>
  new PosternError('rate_limited', 'Postern is checking many passwords at the moment. Try again in a moment.', {
    retryAfterSeconds: 5,
  })
