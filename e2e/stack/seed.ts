// Pairs of organizations, each with two domains and somebody in every role who can sign in: a pair for a test. Prints what
// the tests have to know.
import { randomBytes } from 'node:crypto'
import { createEndpoint } from '#lib/allowlist/save-endpoint.ts'
import { hashPassword } from '#lib/auth/hash-password.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { createTemplate } from '#lib/templates/save-template.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { createVariable } from '#lib/variables/save-variable.ts'
import { seedWorkflow } from './seed-workflow.ts'

export type SeededPerson = { email: string; password: string; name: string }
export type SeededTenant = {
  slug: string
  people: Record<TestRole, SeededPerson>
  domainId: string
  /** An Editor of Europe. */
  memberId: string
  secretId: string
  organizationSecretId: string
  integrationId: string
  requestId: string
  variableId: string
  templateId: string
  endpointId: string
  workflowId: string
  runId: string
}
export type Seeded = [SeededTenant, SeededTenant]

const passwords = Object.fromEntries(
  ['owner', 'org_admin', 'domain_admin', 'editor', 'other_domain_admin', 'stranger'].map((role) => [
    role,
    randomBytes(18).toString('base64url'),
  ]),
) as Record<TestRole, string>

const hashes: Partial<Record<TestRole, string>> = {}
for (const role of Object.keys(passwords) as TestRole[]) hashes[role] = await hashPassword(passwords[role])

// 'empty' as a third argument: organizations with their people and nothing else.
const [upstreamOrigin = '', count = '1', what] = process.argv.slice(2)
const isEmpty = what === 'empty'
const nothing = {
  secretId: '',
  organizationSecretId: '',
  integrationId: '',
  requestId: '',
  variableId: '',
  templateId: '',
  endpointId: '',
  workflowId: '',
  runId: '',
}

async function seedTenant(upstreamOrigin: string): Promise<SeededTenant> {
  const tenant = await makeTenant()
  const people = {} as SeededTenant['people']
  for (const role of Object.keys(passwords) as TestRole[]) {
    const { personId, email, name } = tenant.people[role]
    await db().person.update({ where: { id: personId }, data: { passwordHash: hashes[role] ?? null } })
    people[role] = { email, name, password: passwords[role] }
  }
  const { place } = tenant
  const domainId = tenant.organization.europe.id
  const memberId = tenant.people.editor.personId
  if (isEmpty) return { slug: tenant.organization.slug, people, domainId, memberId, ...nothing }
  const secret = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(
      scope,
      tokenInput(place, {
        name: 'weather_fx',
        description: 'Weather of the front page',
        value: randomBytes(24).toString('base64url'),
      }),
    ),
  )
  const ofOrganization = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(
      scope,
      tokenInput(
        { organization: tenant.organization.slug },
        { name: 'crm.apiKey', description: 'Key of the CRM', value: randomBytes(24).toString('base64url') },
      ),
    ),
  )
  // Whoever may change every secret: what they aim goes there without an approval.
  const edit = await tenant.permit('integration:edit', 'owner')
  const integration = await runChange(edit, (scope) =>
    createIntegration(scope, { ...place, name: 'Weather', baseUrl: upstreamOrigin }),
  )
  const request = await runChange(edit, (scope) =>
    createIntegrationRequest(scope, {
      ...place,
      integrationId: integration.id,
      name: 'Forecast',
      method: 'GET',
      path: '/forecast',
      headers: [{ name: 'X-Api-Key', value: '{secrets.weather_fx}' }],
      query: [],
      bodyType: 'none',
      followRedirects: false,
      retries: 0,
      body: '',
    }),
  )
  const variable = await runChange(await tenant.permit('variable:edit'), (scope) =>
    createVariable(scope, {
      ...place,
      name: 'hotline',
      value: '+44 20 7946 0000',
      description: '',
      keepsPlainText: false,
    }),
  )
  const template = await runChange(await tenant.permit('template:edit', 'owner'), (scope) =>
    createTemplate(scope, {
      ...place,
      name: 'Letter of the day',
      subject: '{{event.day}}',
      bodyType: 'text',
      body: 'Dear {{recipient.name}}',
      samples: [],
      requestId: null,
      keepsPlainText: false,
    }),
  )
  const endpoint = await runChange(await tenant.permit('allowlist:edit'), (scope) =>
    createEndpoint(scope, {
      ...place,
      name: 'Weather service',
      hostPattern: 'api.weather.example.com',
      pathPattern: '/*',
      description: '',
      encryption: 'none',
      keyName: '',
      keyPart: null,
      keyEncoding: 'base64',
      graceHours: 24,
    }),
  )
  const workflow = await seedWorkflow(tenant)
  const slug = tenant.organization.slug
  return {
    slug,
    people,
    domainId,
    memberId,
    secretId: secret.id,
    organizationSecretId: ofOrganization.id,
    integrationId: integration.id,
    requestId: request.id,
    variableId: variable.id,
    templateId: template.id,
    endpointId: endpoint.id,
    ...workflow,
  }
}

const seeded: Seeded[] = []
while (seeded.length < Number(count)) {
  seeded.push([await seedTenant(upstreamOrigin), await seedTenant(upstreamOrigin)])
}
process.stdout.write(JSON.stringify(seeded))
await disconnect()
