import { authorizeJob } from '#lib/access/authorize.ts'
import type { PermitPlace, Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { destroySecret } from './destroy-secret.ts'
import { holdPolicies } from './hold-policies.ts'
import { assertRowIsGenuine } from './row-mac.ts'

const batchSize = 100

/**
 * Destroys the secrets that were archived longer ago than their organization keeps them, a batch and its log entries in
 * a transaction, so that a crash loses nothing. Processes that do so at once take different ones. Of every
 * organization, or of one. Answers how many.
 */
export async function purgeArchived(signal?: AbortSignal, organizationId?: string): Promise<number> {
  const organizations = await db().organization.findMany({
    where: { secrets: { some: { archivedAt: { not: null } } }, ...(organizationId && { id: organizationId }) },
    select: { id: true, slug: true, name: true, timeZone: true },
    orderBy: { id: 'asc' },
  })
  let destroyed = 0
  for (const organization of organizations) {
    try {
      destroyed += await purgeOf(organization, signal)
    } catch (error) {
      // What is wrong with one organization keeps no other from its work.
      log.failure(error)
    }
  }
  return destroyed
}

async function purgeOf(organization: PermitPlace['organization'], signal: AbortSignal | undefined): Promise<number> {
  const permit = authorizeJob('system', 'secret:delete', { organization, domain: null })
  const forged: string[] = []
  let destroyed = 0
  while (!signal?.aborted) {
    const batch = await runChange(permit, (scope) => purgeBatch(scope, forged))
    destroyed += batch.destroyed
    forged.push(...batch.forged)
    if (batch.destroyed + batch.forged.length < batchSize) break
  }
  return destroyed
}

async function purgeBatch(scope: Scope<'secret:delete'>, known: string[]) {
  const { tx, organization } = scope
  recordNothing(scope)
  await holdPolicies(scope)
  const { rowMac } = await organizationKeys(tx, organization.id)
  const { retentionDays } = await tx.organization.findUniqueOrThrow({
    where: { id: organization.id },
    select: { retentionDays: true },
  })
  const before = new Date(clock.now().getTime() - retentionDays * 24 * 60 * 60 * 1000)
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Secret"
     WHERE "organizationId" = ${organization.id}::uuid AND "archivedAt" <= ${before} AND "id" <> ALL(${known}::uuid[])
     LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`
  const secrets = await tx.secret.findMany({
    where: { organizationId: organization.id, id: { in: found.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
  const forged: string[] = []
  for (const secret of secrets) {
    if (!isGenuine(rowMac, secret)) {
      forged.push(secret.id)
      continue
    }
    await destroySecret(tx, secret)
    record(scope, {
      action: 'secret.deleted',
      subject: { kind: 'secret', id: secret.id, name: secret.name },
      domainId: secret.domainId,
      details: {
        rowVersion: secret.rowVersion + 1,
        isDeleted: true,
        note: `${retentionDays} days after it was archived`,
      },
    })
  }
  return { destroyed: secrets.length - forged.length, forged }
}

/** A row that somebody else wrote is left for people to look at: what it says of its archiving is not known to be true. */
function isGenuine(rowMac: Parameters<typeof assertRowIsGenuine>[0], secret: Secret): boolean {
  try {
    assertRowIsGenuine(rowMac, secret)
    return true
  } catch (error) {
    log.failure(error)
    return false
  }
}
