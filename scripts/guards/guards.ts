import { accessGuards } from './access-guards.ts'
import { accountGuards } from './account-guards.ts'
import type { Guard } from './guard.ts'
import { memberGuards } from './member-guards.ts'
import { requestGuards } from './request-guards.ts'
import { signInGuards } from './sign-in-guards.ts'
import { ssoGuards } from './sso-guards.ts'
import { tokenGuards } from './token-guards.ts'

/** The guards that matter most, each with the tests that would miss it. */
export const guards: Guard[] = [
  ...accessGuards,
  ...signInGuards,
  ...accountGuards,
  ...ssoGuards,
  ...memberGuards,
  ...tokenGuards,
  ...requestGuards,
]
