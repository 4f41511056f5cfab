import { roleLabels } from '#lib/access/permissions.ts'
import type { DomainRole, OrganizationRole } from './schema.ts'

/** How the log says a role; whoever holds nothing there: null. */
export const roleText = (role: OrganizationRole | DomainRole | null): string | null =>
  role === null || role === 'member' ? null : roleLabels[role]

const order: readonly (OrganizationRole | DomainRole | null)[] = [
  null,
  'member',
  'editor',
  'domain_admin',
  'org_admin',
  'owner',
]

/** Whether somebody holds less by the second role than by the first, in the same place. */
export const isLess = (
  before: OrganizationRole | DomainRole | null,
  after: OrganizationRole | DomainRole | null,
): boolean => order.indexOf(after) < order.indexOf(before)
