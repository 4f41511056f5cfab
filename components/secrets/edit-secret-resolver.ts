import type { Resolver } from 'react-hook-form'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { type EditFields, editProblems } from './edit-secret-fields.ts'
import { formErrors } from './secret-form.ts'
import { loadHostJudge } from './use-host-judge.ts'

/** Judges an edit of a secret as it was opened, field by field, as it is typed. */
export const resolverFor =
  (opened: SecretDetails, policies: { allowedDomainsRequired: boolean }, timeZone: string): Resolver<EditFields> =>
  async (fields, _context, options) => {
    const judge = await loadHostJudge()
    const problems = editProblems(opened, fields, { judge, policies, timeZone, fields: options.fields })
    const errors = formErrors(opened.type, fields, problems)
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: fields, errors: {} }
  }
