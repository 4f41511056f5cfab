import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record } from '#lib/changelog/record.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { holdIntegration } from './hold-integration.ts'
import { releaseTemplates } from './release-templates.ts'
import type { DeleteIntegrationInput } from './schema.ts'

/**
 * Deletes an integration with its requests, for good; templates that were sent through one of them are sent through none
 * any more. The log and the records of its sends stay. Throws `not_found` and `stale_version`.
 */
export async function deleteIntegration(
  scope: Scope<'integration:edit'>,
  { id, rowVersion }: DeleteIntegrationInput,
): Promise<{ name: string }> {
  await shareReferences(scope)
  const old = await holdIntegration(scope, id)
  assertCurrent(scope, old, rowVersion, 'integration')
  const { organizationId, domainId } = old
  const requests = await scope.tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT "id", "name" FROM "IntegrationRequest"
     WHERE "organizationId" = ${organizationId}::uuid AND "domainId" = ${domainId}::uuid AND "integrationId" = ${id}::uuid
     ORDER BY "id" FOR UPDATE`
  const ids = requests.map((request) => request.id)
  await releaseTemplates(scope, ids)
  await dropReferences(scope, { kind: 'integration_request', ids })
  await dropReferences(scope, { kind: 'integration', ids: [id] })
  // Its requests go with it.
  await scope.tx.integration.delete({ where: { organizationId_id: { organizationId, id } } })
  for (const request of requests) {
    record(scope, {
      action: 'integration_request.deleted',
      subject: { kind: 'integration_request', ...request },
      details: { isDeleted: true, note: `with ${old.name}` },
    })
  }
  record(scope, {
    action: 'integration.deleted',
    subject: { kind: 'integration', id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}
