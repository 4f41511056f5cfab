import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { NameAndValue, SavedFields } from '#lib/references/stored-request.ts'
import { addReferences } from '#lib/usages/add-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { copyName } from './copy-name.ts'
import { editDetails } from './edit-details.ts'
import { keepIntegration } from './keep-integration.ts'
import type { DuplicateIntegrationRequestInput, IntegrationChanged } from './schema.ts'

/**
 * Copies a request within its integration. Each reference in the copy is of the lesser of the actor and who put it into the
 * original. Throws `not_found`.
 */
export async function duplicateIntegrationRequest(
  scope: Scope<'integration:edit'>,
  { integrationId, id }: DuplicateIntegrationRequestInput,
): Promise<IntegrationChanged> {
  await shareReferences(scope)
  await keepIntegration(scope, integrationId)
  const organizationId = scope.organization.id
  const where = { organizationId, domainId: scope.domainId, integrationId, id }
  const old = await scope.tx.integrationRequest.findFirst({ where })
  if (!old) throw new PosternError('not_found')
  const by = { id: scope.actor.id ?? organizationId, name: scope.actor.name }
  const now = clock.now()
  const copy = {
    ...old,
    id: randomUUID(),
    name: copyName(old.name),
    headers: old.headers as NameAndValue[],
    query: old.query as NameAndValue[],
    rowVersion: 1,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.integrationRequest.create({ data: copy })
  const references = listReferences(copy as SavedFields)
  await addReferences(scope, [
    { kind: 'integration_request', id: copy.id, domainId: copy.domainId, copyOf: id, references },
  ])
  record(scope, {
    action: 'integration_request.created',
    subject: { kind: 'integration_request', id: copy.id, name: copy.name },
    details: { ...editDetails(null, copy), note: `copy of ${old.name}` },
  })
  return { id: copy.id, rowVersion: 1 }
}
