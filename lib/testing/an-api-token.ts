import type { TokenScope } from '#lib/access/permissions.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { createToken } from '#lib/tokens/create-token.ts'
import { createTokenInput, type TokenFields } from '#lib/tokens/schema.ts'
import type { Tenant, TestRole } from './make-tenant.ts'

/** A new API token of a tenant, with its text: of the domain Europe, or, with `domain: null`, of the organization. */
export async function anApiToken(
  tenant: Tenant,
  scopes: TokenScope[],
  {
    domain = 'europe',
    role = 'owner',
    ...over
  }: { domain?: string | null; role?: TestRole } & Partial<TokenFields> = {},
) {
  const permit =
    domain === null
      ? await tenant.organizationPermit('token:create', role)
      : await tenant.permit('token:create', role, domain)
  const input = createTokenInput.parse({ ...tenant.place, name: 'CI', scopes, lifetime: '90', expiresOn: '', ...over })
  return runChange(permit, (scope) => createToken(scope, input))
}
