import { randomUUID } from 'node:crypto'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { ErrorCode } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import type { Aim } from './aim.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import type { SendPermission } from './send-permission.ts'

/** On whose behalf a request is sent, and by whose reach it is aimed. */
export type Consumer = { kind: 'integration_request'; id: string; name: string; aim: Aim }

/**
 * Writes the record of a send that is about to happen, in one statement of its own, and returns its id once it is
 * durable. Throws the refusal `usage_unavailable`: without a record no secret leaves.
 */
export async function startUsage(
  permit: Permit<SendPermission>,
  consumer: Consumer,
  { method, host, secrets }: { method: string; host: string; secrets: FoundSecret[] },
): Promise<string> {
  const id = randomUUID()
  const at = clock.now()
  const organizationId = permit.organization.id
  const ids = secrets.map((secret) => secret.id)
  const versions = secrets.map((secret) => secret.currentVersion)
  try {
    await db().$executeRaw`
      WITH usage AS (
        INSERT INTO "UsageRecord" ("organizationId", "id", "domainId", "at", "actorKind", "actorId", "actorName",
                                   "consumerKind", "consumerId", "consumerName", "host", "method")
        VALUES (${organizationId}::uuid, ${id}::uuid, ${permit.domainId}::uuid, ${at}, ${permit.actor.kind},
                ${permit.actor.id}::uuid, ${permit.actor.name}, ${consumer.kind}, ${consumer.id}::uuid,
                ${consumer.name}, ${host}, ${method}))
      INSERT INTO "UsageRecordSecret" ("organizationId", "usageId", "secretId", "version", "at")
      SELECT ${organizationId}::uuid, ${id}::uuid, s."id", s."version", ${at}
        FROM unnest(${ids}::uuid[], ${versions}::int[]) AS s("id", "version")`
    return id
  } catch (error) {
    log.failure(error)
    const message =
      'The usage record could not be written, so nothing was sent. Try again; if it stays so, tell whoever runs Postern.'
    throw new Refusal('usage_unavailable', message, { note: 'No usage record' })
  }
}

/** How a send ended. `code`: why it failed; null: it was answered. */
export type UsageResult = {
  code: ErrorCode | 'internal' | null
  status: number | null
  durationMs: number
  nothingLeft: boolean
}

/**
 * Completes a record. If nothing left this machine, no secret was used, so that "last used" stays true. A failure is
 * logged and not thrown: what happened has happened, and a record that stays `started` says "outcome unknown".
 */
export async function completeUsage(permit: Permit<SendPermission>, id: string, result: UsageResult): Promise<void> {
  const organizationId = permit.organization.id
  const { code } = result
  const outcome = code === null ? 'answered' : 'failed'
  const isUnused = code !== null && result.nothingLeft
  try {
    await db().$executeRaw`
      WITH unused AS (
        DELETE FROM "UsageRecordSecret"
         WHERE ${isUnused} AND "organizationId" = ${organizationId}::uuid AND "usageId" = ${id}::uuid)
      UPDATE "UsageRecord"
         SET "outcome" = ${outcome}::"UsageOutcome", "status" = ${result.status}::int, "code" = ${code},
             "durationMs" = ${Math.round(result.durationMs)}::int
       WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid`
  } catch (error) {
    log.failure(error)
  }
}
