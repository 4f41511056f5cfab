/** Who may do what, and where. The one table; deny what it does not say. */

export type Role = 'owner' | 'org_admin' | 'domain_admin' | 'editor' | 'member'

export const roleLabels: Record<Role, string> = {
  owner: 'Owner',
  org_admin: 'Org Admin',
  domain_admin: 'Domain Admin',
  editor: 'Editor',
  member: '',
}

/** What a permission is held for: the organization itself (its own secrets, its log), or one domain of it. */
export type Level = 'organization' | 'domain'

const organizationAdmins = ['owner', 'org_admin'] as const
const admins = [...organizationAdmins, 'domain_admin'] as const
const everyone = [...admins, 'editor'] as const

/** A domain's secrets are changed by its admins, the organization's by those of the organization. */
const changesSecrets = { organization: organizationAdmins, domain: admins } as const

/**
 * Permission → the roles that hold it, at each level where it can be held. At the organization's level, whoever has
 * roles in domains alone acts by the strongest of them; the permit then names the domains that it reaches.
 */
const table = {
  'organization:view': { organization: [...everyone, 'member'] },
  'domain:view': { domain: everyone },
  'secret:list': { organization: everyone, domain: everyone },
  'secret:export': { organization: everyone, domain: everyone },
  'secret:create': changesSecrets,
  'secret:import': changesSecrets,
  'secret:edit': changesSecrets,
  'secret:revoke': changesSecrets,
  'secret:archive': changesSecrets,
  'secret:restore': changesSecrets,
  'secret:delete': changesSecrets,
  'secret:history': changesSecrets,
  'secret:history-export': changesSecrets,
  'secret:rename': { organization: organizationAdmins },
  // The organization's policies narrow this for Domain Admins and Editors: see lib/secrets/reveal-policy.ts.
  'secret:reveal': { organization: admins, domain: everyone },
  'activity:view': { organization: admins },
  'health:view': { organization: admins },
  'activity:export': { organization: admins },
  'policy:view': { organization: organizationAdmins },
  'policy:edit': { organization: organizationAdmins },
  // Of a domain's token, or one for the organization and all its domains.
  'token:list': changesSecrets,
  'token:create': changesSecrets,
  'token:revoke': changesSecrets,
  // A Domain Admin sees and changes the members of own domains, with their roles there: see lib/members.
  'member:list': { organization: admins },
  'member:invite': { organization: admins },
  'member:change': { organization: admins },
  'member:remove': { organization: admins },
  // It reaches every domain of the organization, so no Domain Admin does it.
  'member:suspend': { organization: organizationAdmins },
  'organization:leave': { organization: [...everyone, 'member'] },
  'ownership:transfer': { organization: ['owner'] },
  'domain:list': { organization: organizationAdmins },
  'domain:create': { organization: organizationAdmins },
  'domain:change': { organization: organizationAdmins },
  'domain:archive': { organization: organizationAdmins },
  // A request that no integration holds: what a program gives to POST /api/v1/send.
  'request:send': { domain: everyone },
  'integration:list': { domain: everyone },
  // An Editor could aim a secret without allowed domains at a host of their own: see lib/sending/judge-host.ts.
  'integration:edit': { domain: everyone },
  'integration:test': { domain: everyone },
  'variable:list': { domain: everyone },
  'variable:edit': { domain: everyone },
  'workflow:list': { domain: everyone },
  'workflow:edit': { domain: everyone },
  'workflow:run': { domain: everyone },
  'template:list': { domain: everyone },
  'template:edit': { domain: everyone },
  'template:send': { domain: everyone },
  'allowlist:list': { domain: everyone },
  'allowlist:edit': { domain: admins },
  'allowlist:test': { domain: admins },
  'host:approve': changesSecrets,
  'sends:list': { organization: admins, domain: admins },
  'sends:stop': changesSecrets,
} as const satisfies Record<string, Partial<Record<Level, readonly Role[]>>>

export type Permission = keyof typeof table

export const allPermissions = Object.keys(table) as Permission[]

/** What takes a proof, minutes old at most, that it is still the person who signed in. OWASP ASVS 7.5.3. */
const needsFresh: ReadonlySet<Permission> = new Set<Permission>([
  'secret:reveal',
  'secret:export',
  'secret:history-export',
  'activity:export',
  'policy:edit',
  'token:create',
  'token:revoke',
  'member:invite',
  'member:change',
  'member:remove',
  'member:suspend',
  'organization:leave',
  'ownership:transfer',
  'domain:archive',
])

/** Whether a permission is given to a session only shortly after its person has proven who they are. */
export const needsFreshSignIn = (permission: Permission): boolean => needsFresh.has(permission)

/** What an API token may be given. */
export const tokenScopes = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** Scope → the permissions that it holds, where the token is. None holds secret:reveal, people, policies or tokens. */
const ofScope: Record<TokenScope, readonly Permission[]> = {
  'secrets:read': ['secret:list', 'secret:history', 'sends:list'],
  'secrets:write': [
    'secret:create',
    'secret:edit',
    'secret:revoke',
    'secret:archive',
    'secret:restore',
    'secret:delete',
    'secret:rename',
  ],
  'requests:send': [
    'request:send',
    'integration:list',
    'integration:test',
    'workflow:list',
    'workflow:run',
    'template:list',
    'template:send',
    'allowlist:list',
    'allowlist:test',
  ],
  'activity:read': ['activity:view'],
}

/**
 * Whether a token holds `permission` at a level: by its scopes, and never more than an Org Admin holds, or a Domain
 * Admin where it belongs to one domain. Every token sees the place that it is in.
 */
export function tokenMay(
  token: { scopes: readonly TokenScope[]; domainId: string | null },
  permission: Permission,
  level: Level,
): boolean {
  if (!roleMay(token.domainId === null ? 'org_admin' : 'domain_admin', permission, level)) return false
  if (permission === 'organization:view' || permission === 'domain:view') return true
  return token.scopes.some((scope) => ofScope[scope].includes(permission))
}

const rolesOf = (permission: Permission, level: Level): readonly Role[] | undefined =>
  (table[permission] as Partial<Record<Level, readonly Role[]>>)[level]

/** Whether a permission can be held at a level at all. */
export const isHeldAt = (permission: Permission, level: Level): boolean => rolesOf(permission, level) !== undefined

/** Whether `role` holds `permission` at a level; false for anything the table does not name. */
export function roleMay(role: Role, permission: Permission, level: Level): boolean {
  return rolesOf(permission, level)?.includes(role) ?? false
}
