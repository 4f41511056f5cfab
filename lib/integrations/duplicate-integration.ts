import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { lesserReach, reachOf } from '#lib/access/reach.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { listConnectionReferences, listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { addReferences } from '#lib/usages/add-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { connectionDetails } from './connection-details.ts'
import { connectionOf } from './connection-of.ts'
import { copyName } from './copy-name.ts'
import { editDetails } from './edit-details.ts'
import { holdIntegration } from './hold-integration.ts'
import type { DuplicateIntegrationInput, IntegrationChanged } from './schema.ts'

type Json = { name: string; value: string }[]

/**
 * Copies an integration with its connection and all of its requests. Its host and each reference are of the lesser of
 * whoever copies it and who aimed the original: nobody aims by copying what they have not looked at. Of a disabled one the
 * copy is disabled. Throws `not_found`.
 */
export async function duplicateIntegration(
  scope: Scope<'integration:edit'>,
  { id }: DuplicateIntegrationInput,
): Promise<IntegrationChanged> {
  await shareReferences(scope)
  const old = await holdIntegration(scope, id)
  if (!old) throw new PosternError('not_found')
  const { organizationId, domainId } = old
  const requests = await scope.tx.integrationRequest.findMany({
    where: { organizationId, domainId, integrationId: id },
    orderBy: { id: 'asc' },
  })
  const by = { id: scope.actor.id ?? organizationId, name: scope.actor.name }
  const now = clock.now()
  const begun = {
    rowVersion: 1,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  const copy = {
    ...old,
    ...begun,
    id: randomUUID(),
    name: copyName(old.name),
    defaultHeaders: old.defaultHeaders as Json,
    hostSetBy: lesserReach(reachOf(scope.actor), old.hostSetBy),
  }
  const copies = requests.map((request) => ({
    ...request,
    ...begun,
    id: randomUUID(),
    integrationId: copy.id,
    headers: request.headers as Json,
    query: request.query as Json,
  }))
  await scope.tx.integration.create({ data: copy })
  await scope.tx.integrationRequest.createMany({ data: copies })
  await addReferences(scope, [
    {
      kind: 'integration',
      id: copy.id,
      domainId,
      copyOf: id,
      references: listConnectionReferences(connectionOf(copy)),
    },
    ...copies.map((each, index) => ({
      kind: 'integration_request' as const,
      id: each.id,
      domainId,
      copyOf: requests[index]?.id ?? '',
      references: listReferences(each as SavedFields),
    })),
  ])
  record(scope, {
    action: 'integration.created',
    subject: { kind: 'integration', id: copy.id, name: copy.name },
    details: { ...connectionDetails(null, copy), note: `copy of ${old.name}` },
  })
  for (const each of copies) {
    record(scope, {
      action: 'integration_request.created',
      subject: { kind: 'integration_request', id: each.id, name: each.name },
      details: { ...editDetails(null, each), note: `copy in ${copy.name}` },
    })
  }
  return { id: copy.id, rowVersion: 1 }
}
