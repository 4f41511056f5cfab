import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record } from '#lib/changelog/record.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { holdTemplate } from './hold-template.ts'
import type { DeleteTemplateInput } from './schema.ts'

/** Deletes a template for good, with what it refers to. Throws `not_found` and `stale_version`. */
export async function deleteTemplate(
  scope: Scope<'template:edit'>,
  { id, rowVersion }: DeleteTemplateInput,
): Promise<{ name: string }> {
  await shareReferences(scope)
  const old = await holdTemplate(scope, id)
  assertCurrent(scope, old, rowVersion, 'template')
  await dropReferences(scope, { kind: 'template', ids: [id] })
  await scope.tx.template.delete({ where: { organizationId_id: { organizationId: old.organizationId, id } } })
  record(scope, {
    action: 'template.deleted',
    subject: { kind: 'template', id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}
