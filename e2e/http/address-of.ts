import type { SeededTenant } from '../stack/seed.ts'

export const isApi = (pattern: string) => pattern.startsWith('/api/')
export const ofDomain = (pattern: string) => pattern.includes('[domain]')

export type Ids = Omit<SeededTenant, 'slug' | 'people'>
export type Place = Ids & { organization: string; domain: string }

/** What an address has before its id → which id that is. */
const idOf: Record<string, keyof Ids> = {
  integrations: 'integrationId',
  variables: 'variableId',
  templates: 'templateId',
  workflows: 'workflowId',
  allowlist: 'endpointId',
  domains: 'domainId',
  members: 'memberId',
}

/** An address of the build's pattern, with the ids of what a tenant was seeded with. */
export function address(pattern: string, place: Place): string {
  const [, thing = ''] = /\/([a-z]+)\/\[id\]/.exec(pattern) ?? []
  const ofSecret = ofDomain(pattern) ? 'secretId' : 'organizationSecretId'
  const id = place[thing === 'secrets' ? ofSecret : (idOf[thing] ?? 'integrationId')]
  return (pattern.endsWith('/export') ? `${pattern}?format=csv` : pattern)
    .replace('[organization]', place.organization)
    .replace('[domain]', place.domain)
    .replace('[id]', id)
    .replace('[requestId]', place.requestId)
    .replace('[runId]', place.runId)
    .replace('[position]', '1')
}

export const placeOf = ({ slug, people: _, ...ids }: SeededTenant): Place => ({
  organization: slug,
  domain: 'europe',
  ...ids,
})
