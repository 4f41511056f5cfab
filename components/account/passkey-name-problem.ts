import { addPasskeyInput } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'

/** Why a passkey cannot be called that, before anybody is asked to prove anything; null: it can. */
export function passkeyNameProblem(name: string): PublicError | null {
  const { error } = addPasskeyInput.shape.name.safeParse(name)
  if (!error) return null
  const message = error.issues[0]?.message ?? 'Enter another name.'
  return { code: 'invalid', message, fields: { name: message } }
}
