import { randomUUID } from 'node:crypto'
import { createEndpoint, deleteEndpoint, updateEndpoint } from '#lib/allowlist/save-endpoint.ts'
import { createEndpointInput } from '#lib/allowlist/schema.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { deleteIntegration } from '#lib/integrations/delete-integration.ts'
import { deleteIntegrationRequest } from '#lib/integrations/delete-request.ts'
import { duplicateIntegration } from '#lib/integrations/duplicate-integration.ts'
import { createIntegration, updateIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { restoreSecret } from '#lib/secrets/restore-secret.ts'
import { deleteTemplate } from '#lib/templates/delete-template.ts'
import { duplicateTemplate } from '#lib/templates/duplicate-template.ts'
import { createTemplate, updateTemplate } from '#lib/templates/save-template.ts'
import { createTemplateInput } from '#lib/templates/schema.ts'
import { deleteWorkflow } from '#lib/workflows/delete-workflow.ts'
import { duplicateWorkflow } from '#lib/workflows/duplicate-workflow.ts'
import { createWorkflow, updateWorkflow } from '#lib/workflows/save-workflow.ts'
import { createWorkflowInput } from '#lib/workflows/schema.ts'
import { tokenInput } from './a-secret.ts'
import type { Random } from './fuzz-parser.ts'
import type { Tenant } from './make-tenant.ts'

/** Names that secrets have, or will have, or had. The first three are never an alias, because of their dot. */
const names = ['crm.key', 'sales.key', 'mail.key', 'partner', 'weather_fx', 'gone']
/** As long as an AES-256 key, so that each can be one. */
const value = 'a value that has thirty-two chars'.slice(0, 32)

/** Something that somebody does to a tenant, by what is there at this moment: it may lose against somebody else. */
export type Operation = (tenant: Tenant, random: Random) => Promise<unknown>

const one = <T>(random: Random, rows: readonly T[]): T | undefined => rows[random(rows.length)]
const aName = (random: Random) => one(random, names) ?? 'partner'

/** A text that names up to two secrets, in some form; or none, or one that is escaped. */
const aText = (random: Random, most: number): string => {
  const forms = [
    (name: string) => `{secrets.${name}}`,
    (name: string) => `{secret:${name.toUpperCase()}}`,
    (name: string) => `{{secrets.${name}}}`,
    (name: string) => `{secrets.${name}#password}`,
    (name: string) => `\\{secrets.${name}}`,
    () => 'none',
  ]
  return Array.from({ length: 1 + random(most) }, () => one(random, forms)?.(aName(random)) ?? '').join(' ')
}
const places = (tenant: Tenant, random: Random) => {
  const domain = random(3) === 0 ? 'america' : 'europe'
  const { id } = domain === 'europe' ? tenant.organization.europe : tenant.organization.america
  return { domain, place: { organization: tenant.organization.slug, domain }, domainId: id }
}
const editor = (domain: string) => (domain === 'europe' ? 'editor' : 'other_domain_admin')
const admin = (domain: string) => (domain === 'europe' ? 'domain_admin' : 'other_domain_admin')

const requestText = (random: Random) => ({
  name: 'Request',
  method: 'POST',
  path: `/of/${one(random, ['a', '{secrets.partner}', '{secret:crm.key}'])}`,
  headers: [{ name: 'X-One', value: aText(random, 1) }],
  query: [{ name: 'two', value: aText(random, 1) }],
  bodyType: 'text' as const,
  body: aText(random, 3),
  followRedirects: false,
  retries: 0,
})
const connection = (random: Random) => ({
  name: 'Integration',
  baseUrl: 'https://api.example.com',
  auth: { kind: 'bearer' as const, name: '', value: `{secrets.${aName(random)}}` },
  headers: [{ name: 'X-Default', value: aText(random, 1) }],
})

/** The rows of a table, of one of the tenant's domains. */
type Rows = { findMany: (query: object) => Promise<{ id: string; rowVersion: number }[]> }
const someRow = async (table: Rows, tenant: Tenant, domainId: string, random: Random) =>
  one(
    random,
    await table.findMany({ where: { organizationId: tenant.organization.id, domainId }, orderBy: { id: 'asc' } }),
  )

const ofIntegrations: Operation[] = [
  async (tenant, random) => {
    const { domain, place } = places(tenant, random)
    const permit = await tenant.permit('integration:edit', editor(domain), domain)
    return runChange(permit, (scope) => createIntegration(scope, { ...place, ...connection(random) }))
  },
  async (tenant, random) => {
    const { domain, place, domainId } = places(tenant, random)
    const row = await someRow(db().integration as unknown as Rows, tenant, domainId, random)
    if (!row) return
    const permit = await tenant.permit('integration:edit', editor(domain), domain)
    const as = { ...place, id: row.id, rowVersion: row.rowVersion }
    const what = random(5)
    if (what === 0) return runChange(permit, (scope) => deleteIntegration(scope, as))
    if (what === 1) return runChange(permit, (scope) => duplicateIntegration(scope, as))
    if (what === 2) return runChange(permit, (scope) => updateIntegration(scope, { ...as, ...connection(random) }))
    const request = { ...place, integrationId: row.id, ...requestText(random) }
    return runChange(permit, (scope) => createIntegrationRequest(scope, { ...request, keepsPlainText: true }))
  },
  async (tenant, random) => {
    const { domain, place, domainId } = places(tenant, random)
    const where = { organizationId: tenant.organization.id, domainId }
    const row = one(random, await db().integrationRequest.findMany({ where, orderBy: { id: 'asc' } }))
    if (!row) return
    const permit = await tenant.permit('integration:edit', editor(domain), domain)
    const as = { ...place, integrationId: row.integrationId, id: row.id, rowVersion: row.rowVersion }
    if (random(4) === 0) return runChange(permit, (scope) => deleteIntegrationRequest(scope, as))
    const input = { ...as, ...requestText(random), keepsPlainText: true }
    return runChange(permit, (scope) => updateIntegrationRequest(scope, input))
  },
]

const ofTemplates: Operation = async (tenant, random) => {
  const { domain, place, domainId } = places(tenant, random)
  const row = await someRow(db().template as unknown as Rows, tenant, domainId, random)
  const text = { ...place, name: 'Template', subject: 'x', bodyType: 'text', body: aText(random, 3) }
  const input = createTemplateInput.parse({ ...text, samples: [], requestId: null })
  const permit = await tenant.permit('template:edit', editor(domain), domain)
  const what = random(4)
  if (!row || what === 0) return runChange(permit, (scope) => createTemplate(scope, input))
  const as = { ...place, id: row.id, rowVersion: row.rowVersion }
  if (what === 1) return runChange(permit, (scope) => deleteTemplate(scope, as))
  if (what === 2) return runChange(permit, (scope) => duplicateTemplate(scope, as))
  return runChange(permit, (scope) => updateTemplate(scope, { ...input, ...as }))
}

const ofWorkflows: Operation = async (tenant, random) => {
  const { domain, place, domainId } = places(tenant, random)
  const row = await someRow(db().workflow as unknown as Rows, tenant, domainId, random)
  const steps = row
    ? await db().workflowStep.findMany({ where: { organizationId: tenant.organization.id, workflowId: row.id } })
    : []
  const { path, name: _, ...text } = requestText(random)
  const input = createWorkflowInput.parse({
    ...place,
    name: 'Workflow',
    description: '',
    // Some steps stay who they are, some are new, some are gone.
    steps: ['one', 'two'].slice(0, 1 + random(2)).map((name, index) => ({
      id: random(2) === 0 ? (steps[index]?.id ?? null) : null,
      ...text,
      name,
      url: `https://api.example.com${path}`,
      goesOn: false,
    })),
    hook: random(2) === 0 ? { keyName: aName(random), keyPart: null } : null,
    keepRunsDays: 30,
    keepsPlainText: true,
  })
  const permit = await tenant.permit('workflow:edit', editor(domain), domain)
  const what = random(4)
  if (!row || what === 0)
    return runChange(permit, (scope) =>
      createWorkflow(scope, { ...input, steps: input.steps.map((step) => ({ ...step, id: null })) }),
    )
  const as = { ...place, id: row.id, rowVersion: row.rowVersion }
  if (what === 1) return runChange(permit, (scope) => deleteWorkflow(scope, as))
  if (what === 2) return runChange(permit, (scope) => duplicateWorkflow(scope, as))
  return runChange(permit, (scope) => updateWorkflow(scope, { ...input, ...as }))
}

const ofEndpoints: Operation = async (tenant, random) => {
  const { domain, place, domainId } = places(tenant, random)
  const row = await someRow(db().allowlistEndpoint as unknown as Rows, tenant, domainId, random)
  const input = createEndpointInput.parse({
    ...place,
    name: 'Endpoint',
    hostPattern: `${randomUUID()}.example.com`,
    pathPattern: '/*',
    description: '',
    encryption: 'a256gcm',
    keyName: aName(random),
    keyPart: null,
    keyEncoding: 'text',
    graceHours: 24,
  })
  const permit = await tenant.permit('allowlist:edit', admin(domain), domain)
  const as = row && { ...place, id: row.id, rowVersion: row.rowVersion }
  if (!as || random(3) === 0) return runChange(permit, (scope) => createEndpoint(scope, input))
  if (random(3) === 0) return runChange(permit, (scope) => deleteEndpoint(scope, as))
  return runChange(permit, (scope) => updateEndpoint(scope, { ...input, ...as }))
}

const ofSecrets: Operation[] = [
  async (tenant, random) => {
    const { domain, place } = places(tenant, random)
    const isShared = random(2) === 0
    const permit = isShared
      ? await tenant.organizationPermit('secret:create')
      : await tenant.permit('secret:create', admin(domain), domain)
    const at = isShared ? { organization: place.organization } : place
    return runChange(permit, (scope) => createSecret(scope, tokenInput(at, { name: aName(random), value })))
  },
  async (tenant, random) => {
    const where = { organizationId: tenant.organization.id }
    const row = one(random, await db().secret.findMany({ where, orderBy: { id: 'asc' } }))
    if (!row) return
    const domain = row.domainId === tenant.organization.america.id ? 'america' : 'europe'
    const organization = tenant.organization.slug
    const isShared = row.domainId === null
    const as = { organization, ...(!isShared && { domain }), id: row.id, rowVersion: row.rowVersion }
    const permit = <P extends 'secret:delete' | 'secret:archive' | 'secret:restore'>(permission: P) =>
      isShared ? tenant.organizationPermit(permission) : tenant.permit(permission, admin(domain), domain)
    const what = random(isShared ? 5 : 3)
    if (what === 0)
      return runChange(await permit('secret:delete'), (scope) => deleteSecret(scope, { ...as, confirmation: row.name }))
    if (what === 1) return runChange(await permit('secret:archive'), (scope) => archiveSecret(scope, as))
    if (what === 2) return runChange(await permit('secret:restore'), (scope) => restoreSecret(scope, as))
    const input = { organization, id: row.id, rowVersion: row.rowVersion, name: aName(random) }
    return runChange(await tenant.organizationPermit('secret:rename'), (scope) => renameSecret(scope, input, consumers))
  },
]

/** What people do to what names secrets, and to secrets that are named: the likelier, the more often it stands here. */
export const operations: readonly Operation[] = [
  ...ofIntegrations,
  ...ofIntegrations,
  ofTemplates,
  ofWorkflows,
  ofWorkflows,
  ofEndpoints,
  ...ofSecrets,
  ...ofSecrets,
]
