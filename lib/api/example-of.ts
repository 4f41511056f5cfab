import type { JsonSchema } from './component-schemas.ts'

const formats: Record<string, string> = {
  uuid: '0199c1a2-7f3e-7b54-9c1d-2a6b8e4f0d31',
  date: '2027-03-14',
  'date-time': '2026-11-20T09:30:00.000Z',
}

/**
 * A made-up value that a schema lets through: its own example or default, else one by its type. Of an object's fields
 * those that have to be there, and those that have an example of their own.
 */
export function exampleOf(schema: JsonSchema, components: Record<string, JsonSchema>): unknown {
  if (schema.$ref) return exampleOf(referred(schema.$ref, components), components)
  if (schema.examples?.length) return schema.examples[0]
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (first) return exampleOf(first, components)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return exampleOfObject(schema, components)
    case 'array':
      return schema.items ? [exampleOf(schema.items, components)] : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return (schema.format && formats[schema.format]) ?? 'text'
  }
}

function exampleOfObject({ properties = {}, required = [] }: JsonSchema, components: Record<string, JsonSchema>) {
  const shown = Object.entries(properties).filter(([name, { examples }]) => required.includes(name) || examples)
  return Object.fromEntries(shown.map(([name, schema]) => [name, exampleOf(schema, components)]))
}

function referred(ref: string, components: Record<string, JsonSchema>): JsonSchema {
  const found = components[ref.split('/').at(-1) ?? '']
  if (!found) throw new Error(`No component is called ${ref}.`)
  return found
}
