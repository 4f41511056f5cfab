import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { checkBaseUrl } from '#lib/references/check-request.ts'
import { changedFields } from './changed-fields.ts'
import type { CreateIntegrationInput, IntegrationChanged, UpdateIntegrationInput } from './schema.ts'

/** Stores a new integration. Throws `invalid` for a base URL that no request may have. */
export async function createIntegration(
  scope: Scope<'integration:edit'>,
  input: CreateIntegrationInput,
): Promise<IntegrationChanged> {
  assertBaseUrl(input.baseUrl)
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const row = {
    organizationId: scope.organization.id,
    id: randomUUID(),
    domainId: scope.domainId,
    name: input.name,
    baseUrl: input.baseUrl,
    hostSetBy: reachOf(scope.actor.role),
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.integration.create({ data: row })
  record(scope, {
    action: 'integration.created',
    subject: { kind: 'integration', id: row.id, name: row.name },
    details: { fields: changedFields({}, { Name: input.name, 'Base URL': input.baseUrl }) },
  })
  return { id: row.id, rowVersion: 1 }
}

/** Changes an integration's name and base URL. Throws `not_found`, `stale_version`, `invalid`. */
export async function updateIntegration(
  scope: Scope<'integration:edit'>,
  input: UpdateIntegrationInput,
): Promise<IntegrationChanged> {
  assertBaseUrl(input.baseUrl)
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id: input.id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Integration" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${input.id}::uuid FOR UPDATE`
  const old = await scope.tx.integration.findFirst({ where })
  assertCurrent(scope, old, input.rowVersion, 'integration')
  const fields = changedFields(
    { Name: old.name, 'Base URL': old.baseUrl },
    { Name: input.name, 'Base URL': input.baseUrl },
  )
  if (Object.keys(fields).length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  const rowVersion = old.rowVersion + 1
  await scope.tx.integration.update({
    where: { organizationId_id: { organizationId: where.organizationId, id: old.id } },
    data: {
      name: input.name,
      baseUrl: input.baseUrl,
      // Who changes the path alone has not chosen the server.
      ...(new URL(input.baseUrl).origin !== new URL(old.baseUrl).origin && { hostSetBy: reachOf(scope.actor.role) }),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  record(scope, {
    action: 'integration.edited',
    subject: { kind: 'integration', id: old.id, name: input.name },
    details: { fields },
  })
  return { id: old.id, rowVersion }
}

function assertBaseUrl(baseUrl: string): void {
  const problem = checkBaseUrl(baseUrl)
  if (problem) throw new PosternError('invalid', undefined, { fields: { baseUrl: problem } })
}
