import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { lesserReach, reachOf } from '#lib/access/reach.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { copyName } from '#lib/integrations/copy-name.ts'
import { messageRequest } from '#lib/references/check-message.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { addReferences } from '#lib/usages/add-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { holdTemplate } from './hold-template.ts'
import { deliveryName } from './keep-delivery.ts'
import { savedTemplate } from './saved-template.ts'
import type { DuplicateTemplateInput, TemplateChanged } from './schema.ts'
import { templateDetails } from './template-details.ts'

/**
 * Copies a template. Its request and each reference are of the lesser of whoever copies it and who aimed the original.
 * Throws `not_found`.
 */
export async function duplicateTemplate(
  scope: Scope<'template:edit'>,
  { id }: DuplicateTemplateInput,
): Promise<TemplateChanged> {
  await shareReferences(scope)
  // Held, because whoever deletes its request takes it out of every template that they see.
  const old = await holdTemplate(scope, id)
  if (!old) throw new PosternError('not_found')
  const by = { id: scope.actor.id ?? old.organizationId, name: scope.actor.name }
  const now = clock.now()
  const saved = { ...savedTemplate(old), name: copyName(old.name) }
  const copy = {
    organizationId: old.organizationId,
    id: randomUUID(),
    domainId: old.domainId,
    ...saved,
    targetSetBy: lesserReach(reachOf(scope.actor), old.targetSetBy),
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.template.create({ data: copy })
  const references = listReferences(messageRequest(saved))
  await addReferences(scope, [{ kind: 'template', id: copy.id, domainId: copy.domainId, copyOf: id, references }])
  const details = templateDetails(null, { ...saved, requestName: old.request && deliveryName(old.request) })
  record(scope, {
    action: 'template.created',
    subject: { kind: 'template', id: copy.id, name: copy.name },
    details: { ...details, note: `copy of ${old.name}` },
  })
  return { id: copy.id, rowVersion: 1 }
}
