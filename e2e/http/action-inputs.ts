import type { SeededTenant } from '../stack/seed.ts'

type Input = Record<string, unknown> & { organization: string; domain: string }

/** For every action of the console an input that works for a Domain Admin of Europe. */
export function actionInputs(tenant: SeededTenant, upstreamOrigin: string): Record<string, Input> {
  const place = { organization: tenant.slug, domain: 'europe' }
  const { secretId, integrationId, requestId } = tenant
  const request = {
    integrationId,
    name: 'Another',
    method: 'GET',
    path: '/another',
    headers: [{ name: 'X-Api-Key', value: '{secrets.weather_fx}' }],
    query: [],
    bodyType: 'none',
    body: '',
  }
  return {
    createSecretAction: { ...place, name: 'by-program', description: '', type: 'token', value: 'a value of its own' },
    editSecretAction: { ...place, id: secretId, rowVersion: 1, description: 'Changed', value: 'another value' },
    createIntegrationAction: { ...place, name: 'By a program', baseUrl: upstreamOrigin },
    createIntegrationRequestAction: { ...place, ...request },
    updateIntegrationRequestAction: { ...place, ...request, name: 'Forecast', id: requestId, rowVersion: 1 },
    testIntegrationRequestAction: { ...place, integrationId, id: requestId, rowVersion: 2 },
    updateIntegrationAction: { ...place, id: integrationId, rowVersion: 1, name: 'Renamed', baseUrl: upstreamOrigin },
    archiveSecretAction: { ...place, id: secretId, rowVersion: 2 },
  }
}

/** Actions for whoever is not signed in. */
export const publicActions = ['setUpAction', 'signInAction', 'signOutAction']
