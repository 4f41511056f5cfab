import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { listConnectionReferences, listReferences } from '#lib/references/list-references.ts'
import type { NameAndValue } from '#lib/references/stored-request.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'
import { connectionOf } from './connection-of.ts'
import { namedSecrets } from './named-secrets.ts'
import type { IntegrationRequestDetails } from './schema.ts'

/**
 * A request of the permit's domain as it is saved, with its connection, and how the secrets that both name stand now.
 * Without `integrationId`, of whichever integration it is. Throws `not_found`.
 */
export async function getIntegrationRequest(
  permit: Permit<'integration:list' | SendPermission>,
  { integrationId, id }: { integrationId?: string; id: string },
): Promise<IntegrationRequestDetails> {
  const isId = isUuid(id) && (integrationId === undefined || isUuid(integrationId))
  const row = isId
    ? await db().integrationRequest.findFirst({
        where: {
          organizationId: permit.organization.id,
          domainId: permit.domainId,
          id,
          ...(integrationId !== undefined && { integrationId }),
        },
        include: { integration: true },
      })
    : null
  if (!row) throw new PosternError('not_found')
  const saved = {
    name: row.name,
    method: row.method,
    path: row.path,
    headers: row.headers as NameAndValue[],
    query: row.query as NameAndValue[],
    bodyType: row.bodyType,
    body: row.body,
    followRedirects: row.followRedirects,
    retries: row.retries,
  }
  const connection = connectionOf(row.integration)
  return {
    id: row.id,
    integrationId: row.integrationId,
    integrationName: row.integration.name,
    integrationVersion: row.integration.rowVersion,
    baseUrl: row.integration.baseUrl,
    connection,
    isDisabled: row.integration.disabledAt !== null,
    ...saved,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
    references: await namedSecrets(permit, [...listReferences(saved), ...listConnectionReferences(connection)]),
  }
}
