import { type FieldErrors, type Resolver, set } from 'react-hook-form'
import type { WrittenAs } from '#components/references/noticed-value.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { BodyType, IntegrationRequestDetails } from '#lib/integrations/schema.ts'
import { updateIntegrationRequestInput } from '#lib/integrations/schema.ts'
import { checkOptions } from '#lib/references/check-options.ts'
import { checkRequest } from '#lib/references/check-request.ts'
import { pointerReleased } from './pointer-released.ts'

/** A request while it is edited. */
export type RequestFields = {
  name: string
  method: string
  path: string
  headers: { name: string; value: string }[]
  query: { name: string; value: string }[]
  bodyType: BodyType
  body: string
  followRedirects: boolean
  retries: number
}

export type RequestTab = 'headers' | 'query' | 'body' | 'options'

/** What the editor starts with: the saved request, or an empty one. */
export function fieldsOf(saved: IntegrationRequestDetails | null): RequestFields {
  if (!saved) {
    const nothing = { name: '', path: '', headers: [], query: [], body: '' }
    return { ...nothing, method: 'GET', bodyType: 'none', followRedirects: false, retries: 0 }
  }
  const { name, method, path, headers, query, bodyType, body, followRedirects, retries } = saved
  return { name, method, path, headers, query, bodyType, body, followRedirects, retries }
}

const limits = updateIntegrationRequestInput.pick({
  name: true,
  method: true,
  path: true,
  headers: true,
  query: true,
  bodyType: true,
  body: true,
  followRedirects: true,
  retries: true,
})

/** Judges a request as the server will: its limits, then its references, headers, path and body. */
export const requestResolver: Resolver<RequestFields> = async (fields) => {
  await pointerReleased()
  const parsed = limits.safeParse(fields)
  const problems = {
    ...checkRequest(fields),
    ...checkOptions(fields),
    ...(parsed.success ? {} : fieldErrorsOf(parsed.error)),
  }
  return Object.keys(problems).length > 0 ? { values: {}, errors: nested(problems) } : { values: fields, errors: {} }
}

function nested(problems: Record<string, string>): FieldErrors<RequestFields> {
  const errors = {}
  for (const [field, message] of Object.entries(problems)) set(errors, field, { type: 'invalid', message })
  return errors
}

/** The field, of those that the form has, that a server's field is about; the tab that it stands on. */
export function tabOf(field: string): RequestTab | null {
  if (field.startsWith('headers')) return 'headers'
  if (field.startsWith('query')) return 'query'
  if (field === 'followRedirects' || field === 'retries') return 'options'
  return field.startsWith('body') ? 'body' : null
}

/** How what stands in a field is written there. */
export function writtenAs(field: string, bodyType: BodyType): WrittenAs {
  if (field === 'path') return 'path'
  return field === 'body' && (bodyType === 'json' || bodyType === 'form') ? bodyType : 'text'
}

/** The paths of all fields with an error, in the order in which they stand on the page. */
export function wrongFields(errors: FieldErrors<RequestFields>): string[] {
  const paths: string[] = []
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return
    if ('message' in value && typeof value.message === 'string') paths.push(path)
    else for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`)
  }
  for (const field of ['name', 'method', 'path', 'headers', 'query', 'bodyType', 'body', 'retries'] as const)
    walk(errors[field], field)
  return paths
}
