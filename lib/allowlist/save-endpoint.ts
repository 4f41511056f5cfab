import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { publicSuffixProblem } from '#lib/host-rules/public-suffix-problem.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import { endpointDetails, type SavedEndpoint } from './endpoint-details.ts'
import { keyReferences } from './key-references.ts'
import { openEndpointKey } from './open-endpoint-key.ts'
import {
  type CreateEndpointInput,
  type DeleteEndpointInput,
  type EndpointChanged,
  mostEndpoints,
  type UpdateEndpointInput,
} from './schema.ts'

/** Stores a new endpoint. Throws `invalid`, with the sentence of each field: its key is opened and judged, never shown. */
export async function createEndpoint(
  scope: Scope<'allowlist:edit'>,
  input: CreateEndpointInput,
): Promise<EndpointChanged> {
  await shareReferences(scope)
  await holdAllowlist(scope)
  const saved = savedFields(input)
  const at = { organizationId: scope.organization.id, domainId: scope.domainId }
  if ((await scope.tx.allowlistEndpoint.count({ where: at })) >= mostEndpoints)
    throw new PosternError('invalid', `Nothing was saved. A domain has at most ${mostEndpoints} endpoints.`)
  await assertEndpoint(scope, { saved, old: null, id: null })
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const row = {
    ...at,
    id: randomUUID(),
    ...saved,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.allowlistEndpoint.create({ data: row })
  const consumer = { kind: 'allowlist_endpoint', id: row.id, domainId: row.domainId } as const
  await replaceReferences(scope, consumer, keyReferences(saved))
  record(scope, {
    action: 'allowlist_endpoint.created',
    subject: { kind: 'allowlist_endpoint', id: row.id, name: row.name },
    details: endpointDetails(null, saved),
  })
  return { id: row.id, rowVersion: 1 }
}

/** Changes an endpoint, from the next send on. Throws `not_found`, `stale_version` and `invalid`. */
export async function updateEndpoint(
  scope: Scope<'allowlist:edit'>,
  input: UpdateEndpointInput,
): Promise<EndpointChanged> {
  await shareReferences(scope)
  await holdAllowlist(scope)
  const old = await currentEndpoint(scope, input)
  const saved = savedFields(input)
  await assertEndpoint(scope, { saved, old, id: old.id })
  const details = endpointDetails(old, saved)
  if (Object.keys(details.fields ?? {}).length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  const rowVersion = old.rowVersion + 1
  await scope.tx.allowlistEndpoint.update({
    where: { organizationId_id: { organizationId: old.organizationId, id: old.id } },
    data: {
      ...saved,
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  const consumer = { kind: 'allowlist_endpoint', id: old.id, domainId: old.domainId } as const
  await replaceReferences(scope, consumer, keyReferences(saved))
  record(scope, {
    action: 'allowlist_endpoint.edited',
    subject: { kind: 'allowlist_endpoint', id: old.id, name: saved.name },
    details,
  })
  return { id: old.id, rowVersion }
}

/** Deletes an endpoint, and that it named its key. Throws `not_found` and `stale_version`. */
export async function deleteEndpoint(
  scope: Scope<'allowlist:edit'>,
  input: DeleteEndpointInput,
): Promise<{ name: string }> {
  await shareReferences(scope)
  await holdAllowlist(scope)
  const old = await currentEndpoint(scope, input)
  await replaceReferences(scope, { kind: 'allowlist_endpoint', id: old.id, domainId: old.domainId }, [])
  await scope.tx.allowlistEndpoint.delete({
    where: { organizationId_id: { organizationId: old.organizationId, id: old.id } },
  })
  record(scope, {
    action: 'allowlist_endpoint.deleted',
    subject: { kind: 'allowlist_endpoint', id: old.id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}

/** One change of a domain's allowlist at a time: else two could name the same host and path. */
async function holdAllowlist({ tx, domainId }: Scope<'allowlist:edit'>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`allowlist/${domainId}`}, 0))`
}

async function currentEndpoint(scope: Scope<'allowlist:edit'>, input: { id: string; rowVersion: number }) {
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id: input.id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "AllowlistEndpoint"
     WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${where.id}::uuid FOR UPDATE`
  const row = await scope.tx.allowlistEndpoint.findFirst({ where })
  assertCurrent(scope, row, input.rowVersion, 'endpoint')
  return row
}

/** A key that stays as it was is not judged again: that it was revoked meanwhile stops no other change. */
async function assertEndpoint(
  scope: Scope<'allowlist:edit'>,
  { saved, old, id }: { saved: SavedEndpoint; old: SavedEndpoint | null; id: string | null },
): Promise<void> {
  const fields: Record<string, string> = {}
  const problem = publicSuffixProblem(saved.hostPattern)
  if (problem) fields.hostPattern = problem
  const { hostPattern, pathPattern } = saved
  const same = await scope.tx.allowlistEndpoint.findFirst({
    where: {
      organizationId: scope.organization.id,
      domainId: scope.domainId,
      hostPattern,
      pathPattern,
      ...(id !== null && { NOT: { id } }),
    },
    select: { name: true },
  })
  if (same) fields.pathPattern = `${same.name} names this host and path already. Change that one.`
  if (!old || keyColumns.some((column) => old[column] !== saved[column])) {
    const refusal = await keyRefusal(scope, saved)
    if (refusal) fields.keyName = refusal
  }
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

const keyColumns = ['hostPattern', 'encryption', 'keyName', 'keyPart', 'keyEncoding'] as const

async function keyRefusal(scope: Scope<'allowlist:edit'>, saved: SavedEndpoint): Promise<string | null> {
  try {
    await openEndpointKey(scope.tx, scope, saved)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** Without encryption there is no key. */
function savedFields(input: CreateEndpointInput): SavedEndpoint {
  const { name, hostPattern, pathPattern, description, encryption, keyName, keyPart, keyEncoding, graceHours } = input
  const key = encryption === 'none' ? { keyName: '', keyPart: null } : { keyName, keyPart }
  return { name, hostPattern, pathPattern, description, encryption, ...key, keyEncoding, graceHours }
}
