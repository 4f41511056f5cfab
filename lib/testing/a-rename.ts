import assert from 'node:assert/strict'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { previewRename } from '#lib/secrets/preview-rename.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { secretInput } from './a-secret.ts'
import { makeTenant } from './make-tenant.ts'

export const canary = 'canary-Rn33-a-value-with-a-name'

/** A tenant with the organization's secret crm.key and an integration in each domain. */
export async function tenantWithSecret() {
  const tenant = await makeTenant()
  const place = { organization: tenant.organization.slug }
  const inOrganization = async <P extends Permission, T>(permission: P, change: (scope: Scope<P>) => Promise<T>) =>
    runChange(await tenant.organizationPermit(permission), change)
  const inDomain = async <P extends Permission, T>(
    permission: P,
    domain: string,
    change: (scope: Scope<P>) => Promise<T>,
  ) => runChange(await tenant.permit(permission, 'owner', domain), change)

  const makeOrganizations = (name: string) =>
    inOrganization('secret:create', (scope) =>
      createSecret(scope, secretInput(place, { name, type: 'token', value: canary })),
    )
  const makeDomains = (domain: string, name: string) =>
    inDomain('secret:create', domain, (scope) =>
      createSecret(scope, secretInput({ ...place, domain }, { name, type: 'token', value: canary })),
    )
  const integrations = new Map<string, string>()
  for (const domain of ['europe', 'america']) {
    const made = await inDomain('integration:edit', domain, (scope) =>
      createIntegration(scope, { ...place, domain, name: `CRM ${domain}`, baseUrl: 'https://crm.example.com' }),
    )
    integrations.set(domain, made.id)
  }
  const inputOf = (domain: string, name: string, body: string) => ({
    ...place,
    domain,
    integrationId: integrations.get(domain) ?? '',
    name,
    method: 'POST',
    path: '/v2',
    headers: [{ name: 'Authorization', value: 'Bearer {secrets.CRM.Key}' }],
    query: [{ name: 'other', value: '{{ secrets.mail }}' }],
    bodyType: 'text' as const,
    followRedirects: false,
    retries: 0,
    body,
  })
  const save = (domain: string, name: string, body = 'as {secret: crm.key#part} and \\{secrets.crm.key}') =>
    inDomain('integration:edit', domain, (scope) => createIntegrationRequest(scope, inputOf(domain, name, body)))
  const edit = (domain: string, id: string, rowVersion: number, body: string) =>
    inDomain('integration:edit', domain, (scope) =>
      updateIntegrationRequest(scope, { ...inputOf(domain, 'edited', body), id, rowVersion }),
    )
  const { id } = await makeOrganizations('crm.key')
  const rename = (name: string, rowVersion = 1, secretId = id) =>
    inOrganization('secret:rename', (scope) =>
      renameSecret(scope, { ...place, id: secretId, rowVersion, name }, consumers),
    )
  const preview = async (name: string, secretId = id) =>
    previewRename(await tenant.organizationPermit('secret:rename'), { id: secretId, name }, consumers)
  return { tenant, id, makeOrganizations, makeDomains, save, edit, rename, preview }
}

type Made = Awaited<ReturnType<typeof tenantWithSecret>>

export async function everything({ tenant }: Made) {
  const where = { organizationId: tenant.organization.id }
  return {
    secrets: await db().secret.findMany({ where, orderBy: { id: 'asc' } }),
    requests: await db().integrationRequest.findMany({ where, orderBy: { id: 'asc' } }),
    references: await db().referenceInUse.findMany({
      where,
      orderBy: [{ consumerId: 'asc' }, { field: 'asc' }, { nameLower: 'asc' }],
    }),
    reserved: await db().reservedName.findMany({ where, orderBy: { nameLower: 'asc' } }),
    log: await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } }),
  }
}

export async function refuses(made: Made, code: string, call: () => Promise<unknown>): Promise<PosternError> {
  const before = await everything(made)
  let refusal: unknown
  await assert.rejects(call, (error) => {
    refusal = error
    return error instanceof PosternError && error.code === code
  })
  assert.deepEqual(await everything(made), before)
  return refusal as PosternError
}

/** What is stored as references is what the texts say, and the log is whole. */
export async function assertTrue(made: Made) {
  const { requests, references } = await everything(made)
  const said = requests.flatMap((request) =>
    listReferences(request as unknown as SavedFields).map(
      ({ field, name }) => `${request.id} ${request.domainId} ${field} ${name.toLowerCase()}`,
    ),
  )
  const stored = references.map((row) => `${row.consumerId} ${row.domainId} ${row.field} ${row.nameLower}`)
  assert.deepEqual(stored.sort(), said.sort())
  const verdict = await verifyLog(made.tenant.organization.id)
  assert.equal(verdict.whole, true, 'reason' in verdict ? verdict.reason : '')
}
