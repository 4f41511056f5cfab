// A planted bug, in the place of lib/sending/usage.ts: the record is written after the send. What the kill test must find.
import { randomUUID } from 'node:crypto'
import * as real from '#lib/sending/usage.ts'

const begun = new Map<string, () => Promise<string>>()

/** Says that the record is there, and writes nothing. */
export const startUsage: typeof real.startUsage = async (...request) => {
  const id = randomUUID()
  begun.set(id, () => real.startUsage(...request))
  return id
}

/** Writes the record, now that the send is over. */
export const completeUsage: typeof real.completeUsage = async (permit, id, result) => {
  const written = await begun.get(id)?.()
  if (written) await real.completeUsage(permit, written, result)
}
