import assert from 'node:assert/strict'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { connectionOf } from '#lib/integrations/connection-of.ts'
import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import type { CreateIntegrationInput, CreateIntegrationRequestInput } from '#lib/integrations/schema.ts'
import { listConnectionReferences, listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { makeTenant, type Tenant, type TestRole } from './make-tenant.ts'

const connection = {
  auth: { kind: 'bearer' as const, name: '', value: '{secrets.crm.key}' },
  headers: [
    { name: 'X-Workspace', value: 'acme-europe' },
    { name: 'X-Partner', value: '{secrets.partner}' },
  ],
}

/** An integration with a bearer token and default headers, made by the domain's admin, and a request of it. */
export async function anIntegration({
  baseUrl = 'https://api.crm.example.com',
  tenant: of,
}: {
  baseUrl?: string
  tenant?: Tenant
} = {}) {
  const tenant = of ?? (await makeTenant())
  const input = (over: Partial<CreateIntegrationInput> = {}): CreateIntegrationInput => ({
    ...tenant.place,
    name: 'CRM sync',
    baseUrl,
    ...connection,
    ...over,
  })
  const edit = async (role: TestRole = 'domain_admin') => tenant.permit('integration:edit', role)
  const create = async (over: Partial<CreateIntegrationInput> = {}, role?: TestRole) =>
    runChange(await edit(role), (scope) => createIntegration(scope, input(over)))
  const { id } = await create()
  const update = async (over: Partial<CreateIntegrationInput> & { rowVersion?: number } = {}, role?: TestRole) =>
    runChange(await edit(role), (scope) =>
      updateIntegration(scope, { ...input(over), id, rowVersion: over.rowVersion ?? 1 }),
    )
  const request: CreateIntegrationRequestInput = {
    ...tenant.place,
    integrationId: id,
    name: 'Create contact',
    method: 'POST',
    path: '/contacts',
    headers: [{ name: 'X-Signed', value: '{secrets.signing}' }],
    query: [],
    bodyType: 'json',
    body: '{"key":"{secrets.crm.key}"}',
    followRedirects: false,
    retries: 0,
  }
  const { id: requestId } = await runChange(await edit(), (scope) => createIntegrationRequest(scope, request))
  return { tenant, id, requestId, request, create, update, edit }
}

/** What is stored of a tenant's integrations, what names secrets, and the log. */
export async function integrationsOf({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  return {
    integrations: await db().integration.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    requests: await db().integrationRequest.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    templates: await db().template.findMany({ where, orderBy: { id: 'asc' } }),
    references: await db().referenceInUse.findMany({
      where,
      orderBy: [{ consumerKind: 'asc' }, { consumerId: 'asc' }, { field: 'asc' }, { nameLower: 'asc' }],
    }),
    log: await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } }),
  }
}

/** That a call is refused with this code, and that nothing of the tenant's integrations is another. */
export async function refusesAndKeeps(
  tenant: Tenant,
  code: string,
  call: () => Promise<unknown>,
): Promise<PosternError> {
  const before = await integrationsOf(tenant)
  let refusal: unknown
  await assert.rejects(call, (error) => {
    refusal = error
    return error instanceof PosternError && error.code === code
  })
  assert.deepEqual(await integrationsOf(tenant), before)
  return refusal as PosternError
}

/** "Where used" of integrations and requests is what a full parse of their texts finds. */
export async function assertReferencesTrue(tenant: Tenant): Promise<void> {
  const { integrations, requests, references } = await integrationsOf(tenant)
  const line =
    (kind: string, { id, domainId }: { id: string; domainId: string }) =>
    ({ field, name }: { field: string; name: string }) =>
      `${kind} ${id} ${domainId} ${field} ${name.toLowerCase()}`
  const parsed = [
    ...integrations.flatMap((each) => listConnectionReferences(connectionOf(each)).map(line('integration', each))),
    ...requests.flatMap((each) =>
      listReferences(each as unknown as SavedFields).map(line('integration_request', each)),
    ),
  ]
  const stored = references
    .filter(({ consumerKind }) => consumerKind.startsWith('integration'))
    .map((row) =>
      line(row.consumerKind, { id: row.consumerId, domainId: row.domainId })({ field: row.field, name: row.nameLower }),
    )
  assert.deepEqual(stored.sort(), parsed.sort())
}
