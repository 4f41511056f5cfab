import type { z } from '#lib/core/zod.ts'
import { toJSONSchema } from '#lib/core/zod-json-schema.ts'

/** What this code looks at of a JSON Schema (draft 2020-12). */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  description?: string
  examples?: unknown[]
  const?: unknown
  default?: unknown
  enum?: unknown[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
}

/**
 * Collects the schemas that have a name (`.meta({ id })`), each once. Throws an Error if one name stands for two, as
 * where a schema that turns what it reads into something else is read and answered.
 */
export class ComponentSchemas {
  readonly all: Record<string, JsonSchema> = {}

  /** A schema as OpenAPI 3.1 has it, with the named ones in it as references. */
  schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs = {}, ...rest } = toJSONSchema(schema, { target: 'draft-2020-12', io })
    for (const [name, named] of Object.entries($defs)) this.#add(name, moved(named) as JsonSchema)
    return moved(rest) as JsonSchema
  }

  #add(name: string, schema: JsonSchema): void {
    const known = this.all[name]
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two schemas of the API are called ${name}.`)
    this.all[name] = schema
  }
}

/** References to where OpenAPI keeps what is shared; and bounds that only say that a number is one of JavaScript's are left out. */
function moved(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(moved)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key, value]) => !(/^m(in|ax)imum$/.test(key) && Math.abs(value) === Number.MAX_SAFE_INTEGER))
      .map(([key, value]) => [
        key,
        key === '$ref' ? String(value).replace('#/$defs/', '#/components/schemas/') : moved(value),
      ]),
  )
}
