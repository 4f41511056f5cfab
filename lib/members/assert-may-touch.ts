import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { LockedMember } from './lock-member.ts'
import { refuse } from './refuse.ts'

/**
 * Makes sure that somebody may change this member at all: nobody changes themselves, and only an Owner an Owner. Throws
 * `wrong_state` or `not_permitted`.
 */
export function assertMayTouch(scope: Scope<Permission>, { id, name, role }: LockedMember): void {
  if (id === scope.actor.id) {
    throw new PosternError(
      'wrong_state',
      'Nothing was changed. Nobody changes, suspends or removes themselves. Ask another admin, or leave the organization.',
    )
  }
  if (role === 'owner' && scope.actor.role !== 'owner')
    refuse(scope, { kind: 'person', id, name }, 'Only an Owner changes, suspends or removes an Owner.')
}
