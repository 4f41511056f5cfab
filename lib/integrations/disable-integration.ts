import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { holdIntegration } from './hold-integration.ts'
import type { DisableIntegrationInput, IntegrationChanged } from './schema.ts'

/**
 * From the next attempt on nothing is sent through a disabled integration, also of sends that are under way; or it is
 * enabled again. Asks for no version: stopping must not wait for a page to be loaded again. Throws `not_found`.
 */
export async function disableIntegration(
  scope: Scope<'integration:edit'>,
  { id, isDisabled }: DisableIntegrationInput,
): Promise<IntegrationChanged> {
  const old = await holdIntegration(scope, id)
  if (!old) throw new PosternError('not_found')
  if ((old.disabledAt !== null) === isDisabled) {
    recordNothing(scope)
    return { id, rowVersion: old.rowVersion }
  }
  const now = clock.now()
  const rowVersion = old.rowVersion + 1
  await scope.tx.integration.update({
    where: { organizationId_id: { organizationId: old.organizationId, id } },
    data: {
      disabledAt: isDisabled ? now : null,
      rowVersion,
      updatedAt: now,
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  record(scope, {
    action: isDisabled ? 'integration.disabled' : 'integration.enabled',
    subject: { kind: 'integration', id, name: old.name },
  })
  return { id, rowVersion }
}
