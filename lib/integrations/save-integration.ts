import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { readAuthValue } from '#lib/references/auth-value.ts'
import { checkBaseUrl, checkConnection } from '#lib/references/check-request.ts'
import { listConnectionReferences } from '#lib/references/list-references.ts'
import type { Connection } from '#lib/references/stored-request.ts'
import { assertNoCredentials } from '#lib/secrets/notice-credentials.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import { connectionDetails } from './connection-details.ts'
import { connectionOf } from './connection-of.ts'
import { connectionTexts } from './connection-texts.ts'
import { holdIntegration } from './hold-integration.ts'
import type { CreateIntegrationInput, IntegrationChanged, UpdateIntegrationInput } from './schema.ts'

const nothingAdded: Connection = { auth: { kind: 'none', name: '', value: '' }, headers: [] }

/** Stores a new integration of the scope's domain. Throws `invalid` and `credential_noticed`, with what is wrong where. */
export async function createIntegration(
  scope: Scope<'integration:edit'>,
  input: CreateIntegrationInput,
): Promise<IntegrationChanged> {
  await shareReferences(scope)
  const connection = connectionAfter(nothingAdded, input)
  assertIntegration(input.baseUrl, connection)
  const texts = connectionTexts({ baseUrl: input.baseUrl, connection }, null)
  await assertNoCredentials(scope, texts, input.keepsPlainText ?? false)
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const row = {
    organizationId: scope.organization.id,
    id: randomUUID(),
    domainId: scope.domainId,
    name: input.name,
    baseUrl: input.baseUrl,
    ...columnsOf(connection),
    hostSetBy: reachOf(scope.actor),
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  await scope.tx.integration.create({ data: row })
  const consumer = { kind: 'integration', id: row.id, domainId: row.domainId } as const
  await replaceReferences(scope, consumer, listConnectionReferences(connection))
  record(scope, {
    action: 'integration.created',
    subject: { kind: 'integration', id: row.id, name: row.name },
    details: connectionDetails(null, row),
  })
  return { id: row.id, rowVersion: 1 }
}

/** Changes an integration and its connection. Throws `not_found`, `stale_version`, `invalid` and `credential_noticed`. */
export async function updateIntegration(
  scope: Scope<'integration:edit'>,
  input: UpdateIntegrationInput,
): Promise<IntegrationChanged> {
  await shareReferences(scope)
  const old = await holdIntegration(scope, input.id)
  assertCurrent(scope, old, input.rowVersion, 'integration')
  const before = connectionOf(old)
  const connection = connectionAfter(before, input)
  assertIntegration(input.baseUrl, connection)
  const saved = { name: input.name, baseUrl: input.baseUrl, ...columnsOf(connection) }
  const details = connectionDetails(old, saved)
  if (Object.keys(details.fields ?? {}).length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  const texts = connectionTexts({ baseUrl: input.baseUrl, connection }, { baseUrl: old.baseUrl, connection: before })
  await assertNoCredentials(scope, texts, input.keepsPlainText ?? false)
  const rowVersion = old.rowVersion + 1
  await scope.tx.integration.update({
    where: { organizationId_id: { organizationId: old.organizationId, id: old.id } },
    data: {
      ...saved,
      // Who changes the path alone has not chosen the server.
      ...(new URL(input.baseUrl).origin !== new URL(old.baseUrl).origin && { hostSetBy: reachOf(scope.actor) }),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  const consumer = { kind: 'integration', id: old.id, domainId: old.domainId } as const
  // The same secret as another header or parameter is put there anew: by whoever chose that.
  if (before.auth.kind !== connection.auth.kind || before.auth.name !== connection.auth.name)
    await dropReferences(scope, { kind: consumer.kind, ids: [old.id] }, 'auth')
  await replaceReferences(scope, consumer, listConnectionReferences(connection))
  record(scope, {
    action: 'integration.edited',
    subject: { kind: 'integration', id: old.id, name: input.name },
    details,
  })
  return { id: old.id, rowVersion }
}

const connectionAfter = (
  before: Connection,
  { auth, headers }: Pick<CreateIntegrationInput, 'auth' | 'headers'>,
): Connection => ({ auth: auth ?? before.auth, headers: headers ?? before.headers })

const columnsOf = ({ auth, headers }: Connection) => ({
  authKind: auth.kind,
  authName: auth.name,
  authValue: auth.value,
  defaultHeaders: headers,
})

function assertIntegration(baseUrl: string, connection: Connection): void {
  const problem = checkBaseUrl(baseUrl)
  const fields: FieldErrors = { ...(problem && { baseUrl: problem }), ...checkConnection(connection) }
  const { auth } = connection
  if (auth.kind !== 'none' && !fields['auth.value'] && !readAuthValue(auth))
    fields['auth.value'] =
      'The authentication is one secret, and for Basic a username beside it. Choose the secret again.'
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}
