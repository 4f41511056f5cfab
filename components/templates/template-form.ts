import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import { pointerReleased } from '#components/integrations/pointer-released.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { checkMessage } from '#lib/references/check-message.ts'
import {
  type TemplateBodyType,
  type TemplateDelivery,
  type TemplateDetails,
  type TemplateSample,
  updateTemplateInput,
} from '#lib/templates/schema.ts'

/** A template while it is edited. */
export type TemplateFields = {
  name: string
  subject: string
  bodyType: TemplateBodyType
  body: string
  samples: TemplateSample[]
  delivery: TemplateDelivery | null
}

/** What the editor starts with: the saved template, or an empty one. */
export function fieldsOf(saved: TemplateDetails | null): TemplateFields {
  if (!saved) return { name: '', subject: '', bodyType: 'text', body: '', samples: [], delivery: null }
  const { name, subject, bodyType, body, samples, delivery } = saved
  return { name, subject, bodyType, body, samples, delivery }
}

const limits = updateTemplateInput.pick({ name: true, subject: true, bodyType: true, body: true, samples: true })

/** Judges a template as the server will: its limits, then the references and macros of subject and body. */
export const templateResolver: Resolver<TemplateFields> = async (fields) => {
  await pointerReleased()
  const parsed = limits.safeParse(fields)
  const problems = { ...checkMessage(fields), ...(parsed.success ? {} : fieldErrorsOf(parsed.error)) }
  if (Object.keys(problems).length === 0) return { values: fields, errors: {} }
  const errors: FieldErrors<TemplateFields> = {}
  for (const [field, message] of Object.entries(problems)) set(errors, field, { type: 'invalid', message })
  return { values: {}, errors }
}

/** The field of the form that the server's field is about. */
export const formField = (field: string): keyof TemplateFields =>
  field === 'requestId' ? 'delivery' : field.startsWith('samples') ? 'samples' : (field as keyof TemplateFields)

/** In which order the fields stand on the page. */
export const fieldOrder = ['name', 'delivery', 'subject', 'bodyType', 'body', 'samples'] as const
