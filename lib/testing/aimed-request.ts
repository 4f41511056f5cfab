import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import type { CreateIntegrationRequestInput } from '#lib/integrations/schema.ts'
import { testIntegrationRequest } from '#lib/integrations/test-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from './a-secret.ts'
import { makeTenant, type TestRole } from './make-tenant.ts'

type Options = {
  /** Who sets the host, and who puts the reference. */
  host: TestRole
  reference: TestRole
  level?: 'domain' | 'organization'
  allowedHosts?: string[]
}

export type Aimed = Awaited<ReturnType<typeof aimedRequest>>

/**
 * A secret `crm` and a request that somebody aims with it at a host. Nothing is ever dialled: the host is an address of
 * this machine, so a send that is judged well stops at the next step, as `address_refused`.
 */
export async function aimedRequest({ host, reference, level = 'domain', allowedHosts = [] }: Options) {
  const tenant = await makeTenant()
  const place = level === 'domain' ? tenant.place : { organization: tenant.organization.slug }
  const creates = { domain: tenant.permit('secret:create'), organization: tenant.organizationPermit('secret:create') }
  const { id: secretId } = await runChange(await creates[level], (scope) =>
    createSecret(scope, tokenInput(place, { name: 'crm', value: 'a value of some length', allowedHosts })),
  )
  const integration = { name: 'CRM', baseUrl: 'https://127.0.0.1:8443' }
  const { id: integrationId } = await runChange(await tenant.permit('integration:edit', host), (scope) =>
    createIntegration(scope, { ...tenant.place, ...integration }),
  )
  const request: CreateIntegrationRequestInput = {
    ...tenant.place,
    integrationId,
    name: 'Sync',
    method: 'GET',
    path: '/sync',
    headers: [{ name: 'X-Key', value: '{secrets.crm}' }],
    query: [],
    bodyType: 'none',
    body: '',
    followRedirects: false,
    retries: 0,
  }
  const { id } = await runChange(await tenant.permit('integration:edit', reference), (scope) =>
    createIntegrationRequest(scope, request),
  )
  const organizationId = tenant.organization.id
  const rowVersion = async () =>
    (await db().integrationRequest.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } }))
      .rowVersion

  return {
    tenant,
    level,
    place,
    secretId,
    /** The code of a test by somebody. */
    send: async (role: TestRole) => {
      const permit = await tenant.permit('integration:test', role)
      const sent = { ...tenant.place, integrationId, id, rowVersion: await rowVersion() }
      const exchange = await testIntegrationRequest(permit, sent)
      return exchange.outcome === 'refused' ? exchange.code : exchange.outcome
    },
    saveRequest: async (role: TestRole, over: Partial<CreateIntegrationRequestInput>) => {
      const input = { ...request, ...over, id, rowVersion: await rowVersion() }
      return runChange(await tenant.permit('integration:edit', role), (scope) => updateIntegrationRequest(scope, input))
    },
    saveBaseUrl: async (role: TestRole, baseUrl: string) => {
      const where = { organizationId_id: { organizationId, id: integrationId } }
      const { rowVersion } = await db().integration.findUniqueOrThrow({ where })
      const input = { ...tenant.place, ...integration, baseUrl, id: integrationId, rowVersion }
      return runChange(await tenant.permit('integration:edit', role), (scope) => updateIntegration(scope, input))
    },
    /** What is kept of hosts: those that wait, and those that are approved. */
    approvals: () => db().hostApproval.findMany({ where: { organizationId, secretId }, orderBy: { host: 'asc' } }),
    waiting: async () =>
      (await db().hostApproval.findMany({ where: { organizationId, approvedAt: null }, orderBy: { host: 'asc' } })).map(
        (approval) => approval.host,
      ),
  }
}
