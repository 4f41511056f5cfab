import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { checkOptions } from '#lib/references/check-options.ts'
import { checkRequest } from '#lib/references/check-request.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { assertNoCredentials } from '#lib/secrets/notice-credentials.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import { editDetails, type SavedRequest } from './edit-details.ts'
import { keepIntegration } from './keep-integration.ts'
import { plainTextsOf } from './plain-texts.ts'
import type { CreateIntegrationRequestInput, IntegrationChanged, UpdateIntegrationRequestInput } from './schema.ts'

type Pair = { name: string; value: string }

/** Stores a new request of an integration. Throws `not_found`, `credential_noticed` and `invalid`, with the sentence of each field. */
export async function createIntegrationRequest(
  scope: Scope<'integration:edit'>,
  input: CreateIntegrationRequestInput,
): Promise<IntegrationChanged> {
  await shareReferences(scope)
  await keepIntegration(scope, input.integrationId)
  assertRequest(input)
  await assertNoCredentials(scope, plainTextsOf(savedFields(input), null), input.keepsPlainText ?? false)
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const row = {
    organizationId: scope.organization.id,
    id: randomUUID(),
    domainId: scope.domainId,
    integrationId: input.integrationId,
    ...savedFields(input),
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.integrationRequest.create({ data: row })
  await replaceReferences(
    scope,
    { kind: 'integration_request', id: row.id, domainId: row.domainId },
    listReferences(input),
  )
  record(scope, {
    action: 'integration_request.created',
    subject: { kind: 'integration_request', id: row.id, name: row.name },
    details: editDetails(null, savedFields(input)),
  })
  return { id: row.id, rowVersion: 1 }
}

/** Changes a request. Throws `not_found`, `stale_version`, `credential_noticed` and `invalid`, with the sentence of each field. */
export async function updateIntegrationRequest(
  scope: Scope<'integration:edit'>,
  input: UpdateIntegrationRequestInput,
): Promise<IntegrationChanged> {
  const organizationId = scope.organization.id
  await shareReferences(scope)
  await scope.tx.$queryRaw`
    SELECT 1 FROM "IntegrationRequest" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${input.id}::uuid FOR UPDATE`
  const old = await scope.tx.integrationRequest.findFirst({
    where: { organizationId, domainId: scope.domainId, integrationId: input.integrationId, id: input.id },
  })
  assertCurrent(scope, old, input.rowVersion, 'request')
  assertRequest(input)
  const details = editDetails(old, savedFields(input))
  if (Object.keys(details.fields ?? {}).length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  await assertNoCredentials(scope, plainTextsOf(savedFields(input), old), input.keepsPlainText ?? false)
  const rowVersion = old.rowVersion + 1
  await scope.tx.integrationRequest.update({
    where: { organizationId_id: { organizationId, id: old.id } },
    data: {
      ...savedFields(input),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? organizationId,
      updatedByName: scope.actor.name,
    },
  })
  await replaceReferences(
    scope,
    { kind: 'integration_request', id: old.id, domainId: old.domainId },
    listReferences(input),
  )
  record(scope, {
    action: 'integration_request.edited',
    subject: { kind: 'integration_request', id: old.id, name: input.name },
    details,
  })
  return { id: old.id, rowVersion }
}

function assertRequest(input: CreateIntegrationRequestInput): void {
  const fields = { ...checkRequest(input), ...checkOptions(input) }
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

function savedFields(input: CreateIntegrationRequestInput): SavedRequest & { headers: Pair[]; query: Pair[] } {
  const { name, method, path, headers, query, bodyType, body, followRedirects, retries } = input
  const text = bodyType === 'none' ? '' : body
  return { name, method, path, headers, query, bodyType, body: text, followRedirects, retries }
}
