import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { type AuthKind, createIntegrationInput, type IntegrationDetails } from '#lib/integrations/schema.ts'
import { type AuthValue, authValueOf, readAuthValue } from '#lib/references/auth-value.ts'
import { checkBaseUrl, checkConnection } from '#lib/references/check-request.ts'
import type { Connection, NameAndValue } from '#lib/references/stored-request.ts'
import { pointerReleased } from './pointer-released.ts'

/** An integration while it is edited. The secret that authenticates is chosen, never typed. */
export type IntegrationFields = {
  name: string
  baseUrl: string
  auth: { kind: AuthKind; name: string } & AuthValue
  headers: NameAndValue[]
}

const noSecret: AuthValue = { as: 'whole', username: '', reference: '' }

/** What the form starts with: the integration as it is stored, or an empty one. */
export function integrationFieldsOf(saved: IntegrationDetails | undefined): IntegrationFields {
  if (!saved) return { name: '', baseUrl: '', auth: { kind: 'none', name: '', ...noSecret }, headers: [] }
  const { auth, headers } = saved.connection
  const value = readAuthValue(auth) ?? noSecret
  return { name: saved.name, baseUrl: saved.baseUrl, auth: { kind: auth.kind, name: auth.name, ...value }, headers }
}

/** What is stored of it: what another kind would need is left out. */
export function connectionOfFields({ auth, headers }: IntegrationFields): Connection {
  const { kind, name, as, username, reference } = auth
  if (kind === 'none') return { auth: { kind, name: '', value: '' }, headers }
  if (kind === 'basic') return { auth: { kind, name: '', value: authValueOf({ as, username, reference }) }, headers }
  return { auth: { kind, name: kind === 'bearer' ? '' : name, value: reference }, headers }
}

const limits = createIntegrationInput.pick({ name: true, baseUrl: true, headers: true })

/** Judges an integration as the server will. */
export const integrationResolver: Resolver<IntegrationFields> = async (fields) => {
  await pointerReleased()
  const { auth, headers } = connectionOfFields(fields)
  const parsed = limits.safeParse({ ...fields, headers })
  const baseUrl = checkBaseUrl(fields.baseUrl)
  const problems = {
    ...(baseUrl !== null && { baseUrl }),
    ...fieldsOfProblems(checkConnection({ auth, headers })),
    ...usernameProblem(fields),
    ...(parsed.success ? {} : fieldErrorsOf(parsed.error)),
  }
  return Object.keys(problems).length > 0 ? { values: {}, errors: nested(problems) } : { values: fields, errors: {} }
}

/** What the server says of fields, by those of the form: the value of the authentication is the secret there. */
export function fieldsOfProblems(problems: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).map(([field, message]) => [field === 'auth.value' ? 'auth.reference' : field, message]),
  )
}

function usernameProblem({ auth: { kind, as, username, reference } }: IntegrationFields): Record<string, string> {
  if (kind !== 'basic' || as !== 'password') return {}
  if (username === '') return { 'auth.username': 'Enter the username.' }
  const value = authValueOf({ as, username, reference: reference || '{secrets.x}' })
  if (readAuthValue({ kind, value })) return {}
  return { 'auth.username': 'A username here has no colon, no backslash and no reference to a secret.' }
}

function nested(problems: Record<string, string>): FieldErrors<IntegrationFields> {
  const errors = {}
  for (const [field, message] of Object.entries(problems)) set(errors, field, { type: 'invalid', message })
  return errors
}

/** How many fields of the form are wrong. */
export function countProblems(errors: FieldErrors): number {
  return Object.values(errors).reduce((count, each) => {
    if (typeof each !== 'object' || each === null) return count
    return count + ('message' in each && typeof each.message === 'string' ? 1 : countProblems(each as FieldErrors))
  }, 0)
}
