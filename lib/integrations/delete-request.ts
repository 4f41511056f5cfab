import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record } from '#lib/changelog/record.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { releaseTemplates } from './release-templates.ts'
import type { DeleteIntegrationRequestInput } from './schema.ts'

/**
 * Deletes a request for good; templates that were sent through it are sent through none any more. Throws `not_found` and
 * `stale_version`.
 */
export async function deleteIntegrationRequest(
  scope: Scope<'integration:edit'>,
  { integrationId, id, rowVersion }: DeleteIntegrationRequestInput,
): Promise<{ name: string }> {
  const organizationId = scope.organization.id
  await shareReferences(scope)
  await scope.tx.$queryRaw`
    SELECT 1 FROM "IntegrationRequest" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  const where = { organizationId, domainId: scope.domainId, integrationId, id }
  const old = await scope.tx.integrationRequest.findFirst({ where })
  assertCurrent(scope, old, rowVersion, 'request')
  await releaseTemplates(scope, [id])
  await dropReferences(scope, { kind: 'integration_request', ids: [id] })
  await scope.tx.integrationRequest.delete({ where: { organizationId_id: { organizationId, id } } })
  record(scope, {
    action: 'integration_request.deleted',
    subject: { kind: 'integration_request', id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}
