/** Who may do what. The one table; deny what it does not say. */

export type Role = 'owner' | 'org_admin' | 'domain_admin' | 'editor' | 'member'

export const roleLabels: Record<Role, string> = {
  owner: 'Owner',
  org_admin: 'Org Admin',
  domain_admin: 'Domain Admin',
  editor: 'Editor',
  member: '',
}

const admins = ['owner', 'org_admin', 'domain_admin'] as const
const everyone = [...admins, 'editor'] as const

/** Permission → the roles that hold it, and whether it is held for the organization or for one domain of it. */
const table = {
  'organization:view': { of: 'organization', roles: [...everyone, 'member'] },
  'domain:view': { of: 'domain', roles: everyone },
  'secret:list': { of: 'domain', roles: everyone },
  'secret:create': { of: 'domain', roles: admins },
  'secret:edit': { of: 'domain', roles: admins },
  'secret:archive': { of: 'domain', roles: admins },
  'secret:history': { of: 'domain', roles: admins },
  'token:list': { of: 'domain', roles: admins },
  'integration:list': { of: 'domain', roles: everyone },
  // Editors neither save nor test until hosts can be approved: they could aim an unrestricted secret at a host of their own.
  'integration:edit': { of: 'domain', roles: admins },
  'integration:test': { of: 'domain', roles: admins },
} as const satisfies Record<string, { of: 'organization' | 'domain'; roles: readonly Role[] }>

export type Permission = keyof typeof table

export const allPermissions = Object.keys(table) as Permission[]

/** Whether a permission is held for the organization or for a domain. */
export const heldFor = (permission: Permission): 'organization' | 'domain' => table[permission].of

/** Whether `role` holds `permission`; false for anything the table does not name. */
export function roleMay(role: Role, permission: Permission): boolean {
  return (table[permission].roles as readonly Role[]).includes(role)
}
