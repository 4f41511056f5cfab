import type { Scope } from '#lib/access/permit.ts'

const request = { select: { name: true, integration: { select: { name: true } } } } as const

/** A template of the scope's domain, which nobody else changes until the transaction ends; null: none. */
export async function holdTemplate(scope: Scope<'template:edit'>, id: string) {
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Template" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  return scope.tx.template.findFirst({ where, include: { request } })
}
