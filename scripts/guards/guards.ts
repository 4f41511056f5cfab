import { accessGuards } from './access-guards.ts'
import type { Guard } from './guard.ts'
import { signInGuards } from './sign-in-guards.ts'

/** The guards that matter most, each with the tests that would miss it. */
export const guards: Guard[] = [...accessGuards, ...signInGuards]
