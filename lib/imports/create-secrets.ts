import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { countSeals, organizationKeys } from '#lib/keys/organization-keys.ts'
import { assertNotReserved } from '#lib/secrets/assert-not-reserved.ts'
import { judgeValue } from '#lib/secrets/judge-value.ts'
import { nameTaken } from '#lib/secrets/name-taken.ts'
import { createdEntry, newSecretRow } from '#lib/secrets/new-secret.ts'
import { rowMacOf } from '#lib/secrets/row-mac.ts'
import type { CreateSecretInput } from '#lib/secrets/schema.ts'
import { closed, sealWith } from '#lib/secrets/seal-version.ts'
import type { RowOutcome } from './schema.ts'

export type Wanted = { row: number; input: CreateSecretInput }

/** Rows of one statement: few enough parameters for PostgreSQL, and few enough statements for a thousand rows. */
const batchSize = 250

/**
 * Stores judged secrets as createSecret() would one by one, with a few statements for all of them. A name that is taken
 * or reserved is told as that row's outcome, and leaves nothing of it.
 */
export async function createSecrets(scope: Scope<'secret:import'>, wanted: readonly Wanted[]): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = []
  // In one order for everybody: two imports that wait for each other's names would be a deadlock.
  const ordered = wanted
    .map(({ row, input }) => ({ row, input, secret: newSecretRow(scope, randomUUID(), input) }))
    .sort((a, b) =>
      a.secret.nameLower < b.secret.nameLower ? -1 : a.secret.nameLower > b.secret.nameLower ? 1 : a.row - b.row,
    )
  for (let from = 0; from < ordered.length; from += batchSize)
    outcomes.push(...(await createBatch(scope, ordered.slice(from, from + batchSize))))
  return outcomes
}

type New = Wanted & { secret: ReturnType<typeof newSecretRow> }

async function createBatch(scope: Scope<'secret:import'>, batch: New[]): Promise<RowOutcome[]> {
  const { tx, organization } = scope
  const { rowMac } = await organizationKeys(tx, organization.id)
  const inserted = await tx.secret.createManyAndReturn({
    data: batch.map(({ secret }) => ({ ...secret, mac: rowMacOf(rowMac, secret) })),
    skipDuplicates: true,
    select: { id: true },
  })
  const ids = new Set(inserted.map(({ id }) => id))
  const refused: RowOutcome[] = []
  for (const { row, secret } of batch) {
    if (ids.has(secret.id)) continue
    refused.push({
      row,
      outcome: 'refused',
      name: secret.name,
      message: (await nameTaken(scope, secret.nameLower)).message,
    })
  }
  const reserved = await takeBackReserved(
    scope,
    batch.filter(({ secret }) => ids.has(secret.id)),
  )
  const gone = new Set(reserved.map(({ row }) => row))
  const stored = batch.filter(({ row, secret }) => ids.has(secret.id) && !gone.has(row))
  await addFirstVersions(scope, stored)
  for (const { secret, input } of stored) record(scope, createdEntry(scope, secret, input.allowedHosts, 'import'))
  const created = stored.map(({ row, secret: { id, name } }) => ({
    row,
    outcome: 'created' as const,
    id,
    name,
    version: 1,
  }))
  return [...created, ...refused, ...reserved]
}

/** Looked for after the names were written: only then has a rename that was under way been seen. */
async function takeBackReserved(scope: Scope<'secret:import'>, inserted: New[]): Promise<RowOutcome[]> {
  const { tx, organization, scopeId } = scope
  const names = inserted.map(({ secret }) => secret.nameLower)
  const found = await tx.reservedName.findMany({
    where: { organizationId: organization.id, scopeId, nameLower: { in: names }, until: { gt: clock.now() } },
    select: { nameLower: true },
  })
  const reserved = new Set(found.map(({ nameLower }) => nameLower))
  const refused: RowOutcome[] = []
  for (const { row, secret } of inserted) {
    if (!reserved.has(secret.nameLower)) continue
    try {
      await assertNotReserved(scope, secret.nameLower, secret.id)
    } catch (error) {
      if (!(error instanceof PosternError)) throw error
      await tx.secret.delete({ where: { organizationId_id: { organizationId: organization.id, id: secret.id } } })
      refused.push({ row, outcome: 'refused', name: secret.name, message: error.message })
    }
  }
  return refused
}

async function addFirstVersions(scope: Scope<'secret:import'>, stored: New[]): Promise<void> {
  if (stored.length === 0) return
  const { tx, organization } = scope
  const credentials = stored.map(({ input }) => closed(input))
  const values = credentials.reduce((sum, { username }) => sum + (username ? 2 : 1), 0)
  const key = await countSeals(tx, organization.id, values)
  const data = []
  for (const [index, { secret, input }] of stored.entries()) {
    const credential = credentials[index]
    if (!credential) continue
    const found = await judgeValue(scope, input, { acceptsDuplicate: true, secretId: secret.id })
    data.push({
      organizationId: organization.id,
      secretId: secret.id,
      version: 1,
      allowedHosts: input.allowedHosts,
      ...sealWith(key, secret, 1, input.allowedHosts, credential),
      valueHash: found.valueHash && new Uint8Array(found.valueHash),
      weakness: found.weakness,
      partNames: found.partNames,
      createdAt: secret.createdAt,
      createdById: secret.createdById,
      createdByName: secret.createdByName,
    })
  }
  await tx.secretVersion.createMany({ data })
}
