import { availableParallelism } from 'node:os'

/** Each hash holds 19 MiB and a core: more at once than cores would only make all of them late. */
const slots = Math.max(2, Math.min(4, availableParallelism()))
const maxWaiting = 200

let running = 0
const waiting: (() => void)[] = []

/** Runs `work` when one of the few slots is free, in the order of asking. Throws RangeError when too many wait. */
export async function withArgon2Slot<T>(work: () => Promise<T>): Promise<T> {
  if (running < slots) running++
  else if (waiting.length >= maxWaiting) throw new RangeError('Too many passwords are being checked.')
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
