import { performance } from 'node:perf_hooks'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { listIntegrations } from '#lib/integrations/read-integrations.ts'
import { updateIntegration } from '#lib/integrations/save-integration.ts'
import { updateIntegrationRequest } from '#lib/integrations/save-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import type { Figure } from '../figure.ts'

const [many, few] = [1000, 10]
const requestsEach = 10
const callsARun = 20

type Place = {
  tenant: Tenant
  integrationId: string
  requestId: string
  secret: { id: string; name: string }
  turn: number
}

let large: Place
let small: Place

/**
 * Integrations that authenticate with a secret of their own name, each with requests that name it too. One of those
 * secrets is there: the places of it are those of one integration, however many there are.
 */
async function fill(count: number): Promise<Place> {
  const tenant = await makeTenant()
  const { id: organizationId, europe } = tenant.organization
  const by = tenant.people.domain_admin
  await db().$executeRaw`
    INSERT INTO "Integration" ("organizationId", "id", "domainId", "name", "baseUrl", "authKind", "authValue",
      "hostSetBy", "createdById", "createdByName", "updatedById", "updatedByName", "updatedAt")
    SELECT ${organizationId}::uuid, gen_random_uuid(), ${europe.id}::uuid, 'CRM ' || i, 'https://crm-' || i || '.example.com',
      'bearer', '{secrets.crm-' || i || '}', 'domain', ${by.personId}::uuid, ${by.name}, ${by.personId}::uuid, ${by.name},
      now() - i * interval '1 minute'
    FROM generate_series(1, ${count}::int) AS i`
  await db().$executeRaw`
    INSERT INTO "IntegrationRequest" ("organizationId", "id", "domainId", "integrationId", "name", "method", "path",
      "headers", "query", "bodyType", "body", "createdById", "createdByName", "updatedById", "updatedByName")
    SELECT n."organizationId", gen_random_uuid(), n."domainId", n."id", 'Request ' || i, 'POST', '/v1/contacts',
      '[]', '[]', 'json', '{"key":"' || n."authValue" || '"}', n."createdById", n."createdByName", n."createdById",
      n."createdByName"
    FROM "Integration" n, generate_series(1, ${requestsEach}::int) AS i WHERE n."organizationId" = ${organizationId}::uuid`
  await db().$executeRaw`
    INSERT INTO "ReferenceInUse" ("organizationId", "domainId", "consumerKind", "consumerId", "field", "nameLower", "setBy", "parts")
    SELECT "organizationId", "domainId", 'integration', "id", 'auth', substring("authValue" FROM 10 FOR length("authValue") - 10),
      'domain'::"Reach", '[""]' FROM "Integration" WHERE "organizationId" = ${organizationId}::uuid
    UNION ALL
    SELECT r."organizationId", r."domainId", 'integration_request', r."id", 'body',
      substring(n."authValue" FROM 10 FOR length(n."authValue") - 10), 'domain'::"Reach", '[""]'
      FROM "IntegrationRequest" r JOIN "Integration" n ON n."organizationId" = r."organizationId" AND n."id" = r."integrationId"
     WHERE r."organizationId" = ${organizationId}::uuid`
  const { id: integrationId } = await db().integration.findFirstOrThrow({ where: { organizationId, name: 'CRM 5' } })
  const { id: requestId } = await db().integrationRequest.findFirstOrThrow({ where: { organizationId, integrationId } })
  const name = 'crm-5'
  const { id } = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name, value: 'a value of some length' })),
  )
  return { tenant, integrationId, requestId, secret: { id, name }, turn: 0 }
}

async function setup(): Promise<void> {
  if (large) return
  large = await fill(many)
  small = await fill(few)
  // As autovacuum leaves tables that nobody has just filled. A table's name cannot be a parameter; these are literals.
  for (const table of ['Integration', 'IntegrationRequest', 'ReferenceInUse', 'ChangeLogEntry'])
    await db().$executeRawUnsafe(`VACUUM ANALYZE "${table}"`)
}

/** Milliseconds of server time for one call, the mean of a run. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < callsARun; index++) await call()
  return (performance.now() - start) / callsARun
}

const figure = (name: string, call: (place: Place) => Promise<unknown>): Figure => ({
  name,
  unit: 'ms',
  better: 'smaller',
  yardstick: `the same with ${few} integrations of ${requestsEach} requests instead of ${many.toLocaleString('en')}`,
  setup,
  measure: () => timed(() => call(large)),
  measureYardstick: () => timed(() => call(small)),
})

/** Saves the connection with other text each time: one that is as it was writes nothing. */
async function saveConnection(place: Place): Promise<void> {
  const { tenant, integrationId: id, secret } = place
  place.turn += 1
  const { rowVersion } = await db().integration.findFirstOrThrow({ where: { id }, select: { rowVersion: true } })
  const text = { name: 'CRM 5', baseUrl: 'https://crm-5.example.com' }
  const auth = { kind: 'bearer' as const, name: '', value: `{secrets.${secret.name}}` }
  const headers = [{ name: 'X-Turn', value: `${place.turn} {secrets.${secret.name}}` }]
  const input = { ...tenant.place, ...text, id, rowVersion, auth, headers }
  await runChange(await tenant.permit('integration:edit'), (scope) => updateIntegration(scope, input))
}

async function saveRequest(place: Place): Promise<void> {
  const { tenant, integrationId, requestId: id, secret } = place
  place.turn += 1
  const { rowVersion } = await db().integrationRequest.findFirstOrThrow({ where: { id }, select: { rowVersion: true } })
  const text = { name: 'Request', method: 'POST', path: '/v1/contacts', headers: [], query: [] }
  const body = `{"turn":${place.turn},"key":"{secrets.${secret.name}}"}`
  const options = { bodyType: 'json' as const, followRedirects: false, retries: 0, keepsPlainText: true }
  const input = { ...tenant.place, integrationId, id, rowVersion, ...text, ...options, body }
  await runChange(await tenant.permit('integration:edit'), (scope) => updateIntegrationRequest(scope, input))
}

const figures: Figure[] = [
  figure('integrations.save', saveConnection),
  figure('integrations.save.request', saveRequest),
  figure('integrations.where-used', async ({ tenant, secret }) => {
    const permit = await tenant.permit('secret:list')
    const places = await placesOf(permit, { ...secret, domainId: permit.domainId }, consumers)
    if (places.length !== 1 + requestsEach) throw new Error(`${places.length} places were found.`)
  }),
  figure('integrations.list', async ({ tenant }) => listIntegrations(await tenant.permit('integration:list'), {})),
]

export default figures
