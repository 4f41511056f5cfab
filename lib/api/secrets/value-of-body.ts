import { PosternError } from '#lib/core/errors.ts'
import { maxJsonDepth } from '#lib/secrets/json-value.ts'
import type { Credential, SecretType } from '#lib/secrets/schema.ts'

/**
 * A value of a body as the forms give it: a JSON object as its text. Throws `invalid` for a shape that the type does not
 * have, and for an object whose text would be another than what was sent.
 */
export function valueOfBody(type: SecretType, value: unknown): Credential['value'] {
  if (type === 'username_password') return pairOf(value)
  if (typeof value === 'string') return value
  if (type === 'token') throw invalid('The value of a token is text.')
  const problem = problemOf(value)
  if (problem) throw invalid(problem)
  return JSON.stringify(value)
}

const invalid = (message: string) => new PosternError('invalid', undefined, { fields: { value: message } })

function pairOf(value: unknown): { username: string; password: string } {
  const { username, password, ...rest } = Object(value) as Record<string, unknown>
  if (typeof username !== 'string' || typeof password !== 'string' || Object.keys(rest).length > 0)
    throw invalid('The value of a username_password is an object with the texts username and password alone.')
  return { username, password }
}

/** Why a parsed value cannot be written as what it was. Level by level: a body must not decide how deep our stack grows. */
function problemOf(value: unknown): string | null {
  let level: unknown[] = [value]
  for (let depth = 1; level.length > 0; depth++) {
    const isWrong = (each: unknown) =>
      typeof each === 'number' && (!Number.isFinite(each) || Math.abs(each) > Number.MAX_SAFE_INTEGER)
    if (level.some(isWrong))
      return 'A number in this object is beyond 2^53, where it would be rounded. Give the JSON as text: it is stored as it is.'
    const nested = level.filter((each) => typeof each === 'object' && each !== null)
    if (nested.length > 0 && depth > maxJsonDepth) return `Objects and lists nest at most ${maxJsonDepth} levels deep.`
    level = nested.flatMap((each) => Object.values(each as object))
  }
  return null
}
