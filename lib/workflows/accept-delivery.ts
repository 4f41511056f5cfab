import type { Permit } from '#lib/access/permit.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { FoundSecret } from '#lib/sending/read-place.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import { completeUsage, startUsage } from '#lib/sending/usage.ts'
import { beginRun } from './begin-run.ts'
import { deliveryProblem } from './delivery-problem.ts'
import { detachRun } from './detach-run.ts'
import { loadWorkflow } from './loaded-workflow.ts'
import { takeRunSlot } from './run-slots.ts'

/** Somebody saves the workflow at the very moment: it is loaded again. */
const tries = 3

type Verified = { messageId: string; event: string; secret: FoundSecret }

/**
 * Starts the run of a delivery whose signature was verified, once: another with the same id is told the same run. That its
 * key was used is on record, durably, before it is answered.
 */
export async function acceptDelivery(
  permit: Permit<'workflow:run'>,
  { id, name }: { id: string; name: string },
  { messageId, event, secret }: Verified,
): Promise<Response> {
  const startedAt = performance.now()
  const consumer = {
    kind: 'workflow' as const,
    id,
    name: `${name} · inbound webhook`,
    purpose: 'webhook' as const,
    aim: () => Promise.reject(new Error('Nothing is sent with the key of a webhook.')),
  }
  let usageId: string
  try {
    usageId = await startUsage(permit, consumer, { method: 'POST', host: env().url.host, secrets: [secret] })
  } catch (error) {
    if (error instanceof Refusal)
      return deliveryProblem(503, error.code, 'The delivery could not be put on record. Send it again.', 5)
    throw error
  }
  let status = 500
  try {
    const response = await start(permit, id, { messageId, event })
    status = response.status
    return response
  } finally {
    const durationMs = Math.round(performance.now() - startedAt)
    await completeUsage(permit, usageId, { code: null, status, durationMs, nothingLeft: false })
  }
}

async function start(
  permit: Permit<'workflow:run'>,
  id: string,
  { messageId, event }: Omit<Verified, 'secret'>,
): Promise<Response> {
  for (let left = tries; left > 0; left -= 1) {
    const earlier = await runOf(permit, id, messageId)
    if (earlier) return answer(200, earlier)
    const workflow = await loadWorkflow(permit, id)
    if (!workflow || workflow.isDisabled) break
    let giveBack: () => void
    try {
      giveBack = takeRunSlot(permit, id)
    } catch (error) {
      if (!(error instanceof PosternError)) throw error
      return deliveryProblem(
        429,
        error.code,
        'Too many runs are under way. Send it again later.',
        error.retryAfterSeconds,
      )
    }
    let runId: string | null = null
    try {
      runId = await beginRun(permit, workflow, { trigger: 'webhook', event, messageId })
      if (runId === null) continue
      const key = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId: id, runId }
      detachRun({ permit, key, workflow, event }, giveBack)
      return answer(202, runId)
    } finally {
      if (runId === null) giveBack()
    }
  }
  return deliveryProblem(404, 'not_found', 'This webhook does not exist.')
}

async function runOf(permit: Permit<'workflow:run'>, workflowId: string, messageId: string): Promise<string | null> {
  const where = { organizationId: permit.organization.id, workflowId, messageId }
  return (await db().workflowRun.findFirst({ where, select: { id: true } }))?.id ?? null
}

const answer = (status: 200 | 202, runId: string): Response =>
  Response.json({ runId }, { status, headers: { 'Cache-Control': 'no-store' } })
