import { allPermissions, type Level, type Role, roleMay, type TokenScope, tokenMay } from '#lib/access/permissions.ts'

/**
 * Whether somebody of this role may give a token this scope: nobody gives more than what they may do there themselves.
 * `domainId` is null for a token of the organization.
 */
export function mayGive(role: Role | null, scope: TokenScope, domainId: string | null): boolean {
  const levels: readonly Level[] = ['organization', 'domain']
  return allPermissions.every((permission) =>
    levels.every(
      (level) =>
        !tokenMay({ scopes: [scope], domainId }, permission, level) ||
        (role !== null && roleMay(role, permission, level)),
    ),
  )
}
