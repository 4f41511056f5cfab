import { randomUUID } from 'node:crypto'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { ErrorCode } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import type { SenderKind } from '#lib/usages/schema.ts'
import type { Aim } from './aim.ts'
import type { SendPurpose } from './judge.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import type { UsePermission } from './send-permission.ts'
import { inBatches } from './usage-batches.ts'

/** So many sends share a commit at most: a statement of this size still takes a few milliseconds. */
const largestBatch = 128

/** On whose behalf a request is sent, and by whose reach it is aimed. */
export type Consumer = {
  kind: SenderKind
  id: string
  name: string
  purpose: SendPurpose
  /**
   * By whose reach it is aimed now: asked before every request of a send, because minutes may have passed, in which
   * somebody aimed it elsewhere or lost the right to send. Throws if it may not be sent (any more).
   */
  aim: (at: { isAgain: boolean }) => Promise<Aim>
}

type NewRecord = {
  id: string
  at: Date
  permit: Permit<UsePermission>
  consumer: Consumer
  method: string
  host: string
  secrets: FoundSecret[]
}

/**
 * Writes the record of a send that is about to happen and returns its id once it is durable. Sends that begin while a
 * record is being written share the next statement and its commit. Throws the refusal `usage_unavailable`: without a
 * record no secret leaves.
 */
export async function startUsage(
  permit: Permit<UsePermission>,
  consumer: Consumer,
  request: { method: string; host: string; secrets: FoundSecret[] },
): Promise<string> {
  const id = randomUUID()
  try {
    await writeStarted({ ...request, id, at: clock.now(), permit, consumer })
    return id
  } catch (error) {
    log.failure(error)
    const message =
      'The usage record could not be written, so nothing was sent. Try again; if it stays so, tell whoever runs Postern.'
    throw new Refusal('usage_unavailable', message, { note: 'No usage record' })
  }
}

/** A record that is there already is our own: its id is random, and whether a commit that broke off was made is not known. */
const writeStarted = inBatches(async (records: NewRecord[]) => {
  const each = <T>(of: (record: NewRecord) => T) => records.map(of)
  const used = records.flatMap(({ id, at, permit, secrets }) =>
    secrets.map((secret) => ({ organizationId: permit.organization.id, usageId: id, at, secret })),
  )
  await db().$executeRaw`
    WITH usage AS (
      INSERT INTO "UsageRecord" ("organizationId", "id", "domainId", "at", "actorKind", "actorId", "actorName",
                                 "consumerKind", "consumerId", "consumerName", "host", "method")
      SELECT r.* FROM unnest(
        ${each(({ permit }) => permit.organization.id)}::uuid[], ${each(({ id }) => id)}::uuid[],
        ${each(({ permit }) => permit.domainId)}::uuid[], ${each(({ at }) => at)}::timestamptz[],
        ${each(({ permit }) => permit.actor.kind)}::text[], ${each(({ permit }) => permit.actor.id)}::uuid[],
        ${each(({ permit }) => permit.actor.name)}::text[], ${each(({ consumer }) => consumer.kind)}::text[],
        ${each(({ consumer }) => consumer.id)}::uuid[], ${each(({ consumer }) => consumer.name)}::text[],
        ${each(({ host }) => host)}::text[], ${each(({ method }) => method)}::text[]) AS r,
        -- Durable before anything leaves, also where the operator's database is set to answer before it is.
        (SELECT set_config('synchronous_commit', 'on', true)) AS synced
      ON CONFLICT DO NOTHING)
    INSERT INTO "UsageRecordSecret" ("organizationId", "usageId", "secretId", "version", "at")
    SELECT * FROM unnest(
      ${used.map(({ organizationId }) => organizationId)}::uuid[], ${used.map(({ usageId }) => usageId)}::uuid[],
      ${used.map(({ secret }) => secret.id)}::uuid[], ${used.map(({ secret }) => secret.currentVersion)}::int[],
      ${used.map(({ at }) => at)}::timestamptz[])
    ON CONFLICT DO NOTHING`
}, largestBatch)

/** How a send ended. `code`: why it failed; null: it was answered. */
export type UsageResult = {
  code: ErrorCode | 'internal' | null
  status: number | null
  durationMs: number
  nothingLeft: boolean
}

/**
 * Completes a record, many in one statement as they come. If nothing left this machine, no secret was used, so that
 * "last used" stays true. A failure is logged and not thrown: what happened has happened, and a record that stays
 * `started` says "outcome unknown". So it is durable a moment later than it is there: a crash of the
 * database makes a completed record such a one, and nobody waits for the disk.
 */
export async function completeUsage(permit: Permit<UsePermission>, id: string, result: UsageResult): Promise<void> {
  try {
    await writeCompleted({ ...result, organizationId: permit.organization.id, id })
  } catch (error) {
    log.failure(error)
  }
}

const writeCompleted = inBatches(async (results: (UsageResult & { organizationId: string; id: string })[]) => {
  const each = <T>(of: (result: (typeof results)[number]) => T) => results.map(of)
  await db().$executeRaw`
    WITH completed AS (
      SELECT * FROM unnest(
        ${each(({ organizationId }) => organizationId)}::uuid[], ${each(({ id }) => id)}::uuid[],
        ${each(({ code }) => (code === null ? 'answered' : 'failed'))}::"UsageOutcome"[],
        ${each(({ status }) => status)}::int[], ${each(({ code }) => code)}::text[],
        ${each(({ durationMs }) => Math.round(durationMs))}::int[],
        ${each(({ code, nothingLeft }) => code !== null && nothingLeft)}::boolean[])
        AS c("organizationId", "id", "outcome", "status", "code", "durationMs", "isUnused")),
    unused AS (
      DELETE FROM "UsageRecordSecret" s USING completed c
       WHERE c."isUnused" AND s."organizationId" = c."organizationId" AND s."usageId" = c."id")
    UPDATE "UsageRecord" u
       SET "outcome" = c."outcome", "status" = c."status", "code" = c."code", "durationMs" = c."durationMs"
      FROM completed c, (SELECT set_config('synchronous_commit', 'off', true)) AS unsynced
     WHERE u."organizationId" = c."organizationId" AND u."id" = c."id"`
}, largestBatch)
