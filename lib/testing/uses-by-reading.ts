import { db } from '#lib/db/client.ts'

/** `kind id field name`, one for each name that a field of a stored thing holds. */
export type ReadUse = { domainId: string; kind: string; id: string; field: string; name: string }

/**
 * Every use of a name in an organization, read anew from every stored text. It shares nothing with lib/references: its
 * texts are those of use-operations.ts, so that this short expression finds what they name.
 */
export async function usesByReading(organizationId: string): Promise<ReadUse[]> {
  const where = { organizationId }
  const uses: ReadUse[] = []
  const read = (of: { domainId: string; id: string }, kind: string, field: string, text: string) => {
    for (const [, escapes = '', name = ''] of text.matchAll(
      /(\\*)\{\{?(?:secrets\.|secret:)([A-Za-z0-9._-]+)(?:#\w+)?\}\}?/g,
    ))
      if (escapes.length % 2 === 0)
        uses.push({ domainId: of.domainId, kind, id: of.id, field, name: name.toLowerCase() })
  }
  const pairs = (value: unknown) => value as { name: string; value: string }[]
  const ofRequest = (
    row: Parameters<typeof read>[0] & { headers: unknown; query: unknown; body: string },
    kind: string,
  ) => {
    for (const header of pairs(row.headers)) read(row, kind, `header:${header.name}`, header.value)
    for (const parameter of pairs(row.query)) read(row, kind, `query:${parameter.name}`, parameter.value)
    read(row, kind, 'body', row.body)
  }
  for (const row of await db().integration.findMany({ where })) {
    read(row, 'integration', 'auth', row.authValue)
    for (const header of pairs(row.defaultHeaders)) read(row, 'integration', `header:${header.name}`, header.value)
  }
  for (const row of await db().integrationRequest.findMany({ where })) {
    read(row, 'integration_request', 'path', row.path)
    ofRequest(row, 'integration_request')
  }
  for (const row of await db().template.findMany({ where })) read(row, 'template', 'body', row.body)
  for (const row of await db().workflowStep.findMany({ where })) {
    read(row, 'workflow_step', 'path', row.url)
    ofRequest(row, 'workflow_step')
  }
  for (const row of await db().workflow.findMany({ where }))
    if (row.hookKeyName !== '') read(row, 'workflow', 'webhook', `{secret:${row.hookKeyName}}`)
  for (const row of await db().allowlistEndpoint.findMany({ where }))
    if (row.keyName !== '') read(row, 'allowlist_endpoint', 'key', `{secret:${row.keyName}}`)
  return uses
}
