import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { CancelRunInput, RunStarted } from './schema.ts'

/**
 * Asks for the end of a run: it ends before its next request. A request that is under way is not un-sent. Asked again it
 * stays so. Throws `not_found`, and `wrong_state` if the run has ended.
 */
export async function cancelRun(
  permit: Permit<'workflow:run'>,
  { workflowId, id }: CancelRunInput,
): Promise<RunStarted> {
  const where = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId, id }
  await db().workflowRun.updateMany({
    where: { ...where, state: 'running', cancelledAt: null },
    data: { cancelledAt: clock.now() },
  })
  const run = await db().workflowRun.findFirst({ where, select: { state: true, cancelledAt: true } })
  if (!run) throw new PosternError('not_found')
  if (run.state !== 'running' && run.cancelledAt === null)
    throw new PosternError('wrong_state', 'Nothing was changed. This run has ended already.')
  return { id }
}
