import type { JsonSchema } from './component-schemas.ts'
import type { ApiField } from './schema.ts'

type Components = Record<string, JsonSchema>

/** So deep a schema is told field by field; what is deeper is told by its type. */
const mostLevels = 3

/** The fields of a schema, those of objects and lists in it below it. */
export function fieldsOf(schema: JsonSchema, components: Components, before = '', level = 0): ApiField[] {
  const { properties = {}, required = [] } = resolved(schema, components)
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${before}${name}`
    const inner = objectIn(property, components)
    const field: ApiField = {
      path,
      type: typeText(property, components),
      isRequired: required.includes(name),
      text: property.description ?? resolved(property, components).description ?? '',
    }
    if (!inner || level + 1 >= mostLevels) return [field]
    return [field, ...fieldsOf(inner.schema, components, `${path}${inner.mark}.`, level + 1)]
  })
}

/** A type in a few words: `text`, `"token" or "json"`, `list of objects`. */
export function typeText(schema: JsonSchema, components: Components): string {
  const { enum: values, const: value, anyOf, oneOf, type, format, items } = resolved(schema, components)
  if (values) return values.map((each) => JSON.stringify(each)).join(' or ')
  if (value !== undefined) return JSON.stringify(value)
  const either = anyOf ?? oneOf
  if (either) return [...new Set(either.map((each) => typeText(each, components)))].join(' or ')
  if (type === 'array') return items ? `list of ${plural(typeText(items, components))}` : 'list'
  const types = (Array.isArray(type) ? type : [type ?? 'anything']).map((each) => words[each] ?? each)
  return format && formats[format] ? formats[format] : types.join(' or ')
}

const words: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
}
const formats: Record<string, string> = { uuid: 'id', date: 'date', 'date-time': 'time' }
const plural = (text: string) => (/^(text|id|object|list|date|time|whole number)$/.test(text) ? `${text}s` : text)

function resolved(schema: JsonSchema, components: Components): JsonSchema {
  if (!schema.$ref) return schema
  return components[schema.$ref.split('/').at(-1) ?? ''] ?? {}
}

/** The object that a field is, or that each of its list is. */
function objectIn(schema: JsonSchema, components: Components): { schema: JsonSchema; mark: '' | '[]' } | null {
  const known = resolved(schema, components)
  if (known.properties) return { schema: known, mark: '' }
  if (known.items && resolved(known.items, components).properties)
    return { schema: resolved(known.items, components), mark: '[]' }
  const withFields = (known.anyOf ?? []).map((each) => resolved(each, components)).filter((each) => each.properties)
  return withFields[0] && withFields.length === 1 ? { schema: withFields[0], mark: '' } : null
}
