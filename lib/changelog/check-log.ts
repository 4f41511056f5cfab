import type { Permit } from '#lib/access/permit.ts'
import { log } from '#lib/core/log.ts'
import { countCheck } from './count-check.ts'
import { record } from './record.ts'
import { runChange } from './run-change.ts'
import type { LogCheck } from './schema.ts'
import { type LogVerdict, verifyLog } from './verify-log.ts'

/**
 * Verifies the organization's log for a person, and logs what came of it. Who reaches single domains learns the number
 * of a broken entry, not the name of a secret that may be another domain's. Throws `rate_limited`.
 */
export async function checkLog(permit: Permit<'activity:view'>): Promise<LogCheck> {
  await countCheck(permit)
  const start = performance.now()
  const verdict = await verifyLog(permit.organization.id)
  const durationMs = Math.round(performance.now() - start)
  await recordCheck(permit, verdict)
  if (verdict.whole) {
    const { entries, head, since } = verdict
    return { isWhole: true, durationMs, entries: Number(entries), head, since: since?.toISOString() ?? null }
  }
  const { sequence, reason, secretName } = verdict
  return {
    isWhole: false,
    durationMs,
    sequence: Number(sequence),
    reason,
    secretName: permit.domainIds === null ? secretName : null,
  }
}

async function recordCheck(permit: Permit<'activity:view'>, verdict: LogVerdict): Promise<void> {
  const { organization } = permit
  const note = verdict.whole ? `whole, ${verdict.entries} entries` : `broken. ${verdict.reason}`
  try {
    await runChange(permit, async (scope) =>
      record(scope, {
        action: 'log.verified',
        subject: { kind: 'organization', id: organization.id, name: organization.name },
        details: { note },
      }),
    )
  } catch (error) {
    // A log may be too broken to be written to: whoever asked must hear that all the more.
    if (verdict.whole) throw error
    log.failure(error)
  }
}
