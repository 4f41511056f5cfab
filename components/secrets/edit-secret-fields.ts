import type { ResolverOptions } from 'react-hook-form'
import type { FieldErrors } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { credential, editSecretInput, type SecretDetails } from '#lib/secrets/schema.ts'
import { dateProblem, type FieldsOfAll, hasValue, hostsProblem, noValue, typedValue } from './secret-form.ts'

export type EditFields = FieldsOfAll & {
  /** The switch of an organization's secret: a new value is typed. */
  replaces: boolean
  isLeaked: boolean
}

/** A form that changes nothing of a secret. */
export const fieldsOfSecret = (secret: SecretDetails): EditFields => ({
  ...noValue,
  description: secret.description,
  allowedHosts: secret.allowedHosts,
  expiresOn: secret.expiresOn ?? '',
  replaces: false,
  isLeaked: false,
})

const isSame = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n')

/** What a form says of a secret, for editSecret(), apart from its place. Allowed domains that stay are left out. */
export function editInput(opened: SecretDetails, fields: EditFields) {
  const isNewValue = hasValue(opened.type, fields)
  const isStated = opened.status === 'revoked' || !isSame(fields.allowedHosts, opened.allowedHosts)
  return {
    id: opened.id,
    rowVersion: opened.rowVersion,
    description: fields.description,
    expiresOn: fields.expiresOn || null,
    ...(isNewValue && { value: typedValue(opened.type, fields) }),
    ...(isNewValue && isStated && { allowedHosts: fields.allowedHosts }),
    ...(isNewValue && fields.isLeaked && { isLeaked: true }),
  }
}

/** What somebody typed over what was opened, on what is stored now: the rest is as it is stored. Never a value. */
export function mergedFields(
  opened: SecretDetails,
  current: SecretDetails,
  typed: EditFields,
): Pick<EditFields, 'description' | 'expiresOn'> {
  const [was, is] = [fieldsOfSecret(opened), fieldsOfSecret(current)]
  return {
    description: typed.description === was.description ? is.description : typed.description,
    expiresOn: typed.expiresOn === was.expiresOn ? is.expiresOn : typed.expiresOn,
  }
}

type Judgement = {
  judge: (entry: string) => string | null
  policies: { allowedDomainsRequired: boolean }
  timeZone: string
  fields: ResolverOptions<{ expiresOn: string }>['fields']
}

/** What is wrong with an edit, field by field, in the operation's names. */
export function editProblems(opened: SecretDetails, fields: EditFields, judgement: Judgement): FieldErrors {
  const { judge, policies, timeZone, fields: controls } = judgement
  const input = editInput(opened, fields)
  const whole = editSecretInput.safeParse({ organization: '', ...input })
  const problems = whole.success ? {} : fieldErrorsOf(whole.error)
  if (fields.replaces && input.value === undefined) {
    const [part, what] = opened.type === 'username_password' ? ['value.username', 'username'] : ['value', 'value']
    problems[part] = `Enter the new ${what}, or turn Replace value off.`
  }
  if (input.value !== undefined) {
    const given = credential.safeParse({ type: opened.type, value: input.value })
    if (!given.success) Object.assign(problems, fieldErrorsOf(given.error))
    // Of a pair, both or none.
    if (problems['value.username'] && fields.username === '')
      problems['value.username'] = 'Enter the username too, or leave both empty.'
    if (problems['value.password'] && fields.password === '')
      problems['value.password'] = 'Enter the password too, or leave both empty.'
    const hostsAre = hostsProblem(fields.allowedHosts, judge, policies.allowedDomainsRequired)
    if (hostsAre !== null) problems.allowedHosts = hostsAre
  }
  // A date that was there and has passed may stay.
  const isNewDate = fields.expiresOn !== (opened.expiresOn ?? '')
  const dateIs = dateProblem({ expiresOn: isNewDate ? fields.expiresOn : '', timeZone, fields: controls })
  if (dateIs !== null) problems.expiresOn = dateIs
  return problems
}
