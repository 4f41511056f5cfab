import { authorize } from '#lib/access/authorize.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { dayIn } from '#lib/core/clock.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { createIntegrationInput, createIntegrationRequestInput } from '#lib/integrations/schema.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { createSecretInput } from '#lib/secrets/schema.ts'
import { madeBefore } from './made-before.ts'
import { makeUses } from './make-uses.ts'
import { demoOrigin } from './origin.ts'
import { organization } from './people.ts'
import { personOf } from './person-of.ts'
import { type SampleIntegration, type SampleSecret, sampleIntegrations, sampleSecrets } from './samples.ts'

/**
 * Makes the sample secrets, and what uses them, as far as they were never made before, each by the person of the story, as
 * the console does it: authorized, encrypted and logged. What somebody has since renamed or archived stays so.
 */
export async function makeSamples(): Promise<void> {
  for (const secret of sampleSecrets()) await makeSecret(secret)
  for (const integration of sampleIntegrations) await makeIntegration(integration)
  await makeUses()
}

const plain = { allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }

const dayMs = 24 * 60 * 60 * 1000

async function makeSecret({ by, domain, expiresInDays, ...secret }: SampleSecret): Promise<void> {
  const place = { organization: organization.slug, ...(domain && { domain }) }
  const permit = await authorize(await personOf(by), 'secret:create', place, demoOrigin)
  if (await madeBefore('secret.created', secret.name, permit.domain?.id ?? null)) return
  const expiresOn =
    expiresInDays === undefined
      ? null
      : dayIn(permit.organization.timeZone, new Date(Date.now() + expiresInDays * dayMs))
  const input = createSecretInput.parse({ ...place, ...plain, ...secret, expiresOn })
  await runChange(permit, (scope) => createSecret(scope, input))
}

async function makeIntegration({
  by,
  domain,
  name,
  baseUrl,
  auth,
  headers,
  requests,
}: SampleIntegration): Promise<void> {
  const place = { organization: organization.slug, domain }
  const permit = await authorize(await personOf(by), 'integration:edit', place, demoOrigin)
  let integrationId = await madeBefore('integration.created', name, permit.domainId)
  if (integrationId === null) {
    const input = createIntegrationInput.parse({ ...place, name, baseUrl, auth, headers })
    integrationId = (await runChange(permit, (scope) => createIntegration(scope, input))).id
  }
  for (const request of requests) {
    if (await madeBefore('integration_request.created', request.name, permit.domainId)) continue
    const input = createIntegrationRequestInput.parse({ ...place, integrationId, ...request })
    await runChange(permit, (scope) => createIntegrationRequest(scope, input))
  }
}
