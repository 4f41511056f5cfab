import type { TokenScope } from '#lib/access/permissions.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'

/** A first call that a token of these scopes may make, with the token in a variable, not in the line. */
export function curlExample(origin: string, { domain }: SecretPlace, scopes: readonly TokenScope[]): string {
  const query = domain === undefined ? '' : `?domain=${domain}`
  const call = (...lines: string[]) =>
    ['curl --header "Authorization: Bearer $POSTERN_TOKEN"', ...lines.map((line) => `  ${line}`)].join(' \\\n')
  if (scopes.includes('secrets:read')) return call(`"${origin}/api/v1/secrets${query}"`)
  if (scopes.includes('activity:read')) return call(`"${origin}/api/v1/activity"`)
  if (scopes.includes('requests:send')) return call(`"${origin}/api/v1/integrations${query || '?domain=DOMAIN'}"`)
  return call('--json @secret.json', `"${origin}/api/v1/secrets"`)
}
