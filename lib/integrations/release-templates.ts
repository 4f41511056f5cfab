import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'

/**
 * Takes requests that are about to be deleted out of the templates that are sent through them, each with its log entry:
 * such a template is not sent until another request is chosen for it. The requests are locked already.
 */
export async function releaseTemplates(scope: Scope<'integration:edit'>, requestIds: string[]): Promise<void> {
  const { tx, organization, actor, domainId } = scope
  const at = { organizationId: organization.id, domainId, requestId: { in: requestIds } }
  await tx.$queryRaw`
    SELECT 1 FROM "Template"
     WHERE "organizationId" = ${organization.id}::uuid AND "requestId" = ANY(${requestIds}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const select = { id: true, name: true, request: { select: { name: true, integration: { select: { name: true } } } } }
  const templates = await tx.template.findMany({ where: at, select, orderBy: { id: 'asc' } })
  if (templates.length === 0) return
  await tx.template.updateMany({
    where: at,
    data: {
      requestId: null,
      targetSetBy: 'none',
      rowVersion: { increment: 1 },
      updatedAt: clock.now(),
      updatedById: actor.id ?? organization.id,
      updatedByName: actor.name,
    },
  })
  for (const { id, name, request } of templates) {
    const from = request && `${request.integration.name} · ${request.name}`
    record(scope, {
      action: 'template.edited',
      subject: { kind: 'template', id, name },
      details: { fields: { Request: { from, to: null } }, note: 'the request was deleted' },
    })
  }
}
