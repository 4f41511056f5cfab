import { z } from '#lib/core/zod.ts'
import { domainPlace } from '#lib/secrets/schema.ts'

export const mostVariables = 500
export const mostVariableBytes = 4 * 1024

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(64, 'A name has at most 64 characters.')
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*$/,
    'A name starts with a letter and has letters, numbers, hyphens and underscores only.',
  )

const plainText = (what: string) => (text: string) =>
  text.isWellFormed() && !text.includes('\0')
    ? true
    : `The ${what} has a character that cannot be stored. Type it again.`

const value = z.string().superRefine((text, context) => {
  const problem = plainText('value')(text)
  if (problem !== true) context.addIssue({ code: 'custom', message: problem })
  else if (new TextEncoder().encode(text).byteLength > mostVariableBytes)
    context.addIssue({ code: 'custom', message: 'A value has at most 4 KiB. What is longer belongs into a body.' })
})

const description = z
  .string()
  .trim()
  .max(500, 'A description has at most 500 characters.')
  .refine((text) => plainText('description')(text) === true, 'The description has a character that cannot be stored.')

const fields = {
  value,
  description,
  /** That what looks like a credential is meant as plain text. */
  keepsPlainText: z.boolean().default(false),
}

/** A variable is named once: what is stored names it by that name. */
export const createVariableInput = domainPlace.extend({ name, ...fields })
export type CreateVariableInput = z.infer<typeof createVariableInput>

export const updateVariableInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive(), ...fields })
export type UpdateVariableInput = z.infer<typeof updateVariableInput>

export const deleteVariableInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type DeleteVariableInput = z.infer<typeof deleteVariableInput>

export type VariableChanged = { id: string; rowVersion: number }

export type VariableItem = {
  id: string
  name: string
  value: string
  description: string
  rowVersion: number
  updatedAt: string
  updatedByName: string
}

/** GET /api/console/{organization}/{domain}/variables: all of the domain, by name. */
export type VariableList = { items: VariableItem[] }

/** A stored text that names a variable. `part`: the request or step in it; `path`: its address below the domain's. */
export type NamingPlace = {
  kind: 'integration' | 'integration_request' | 'workflow_step' | 'template'
  name: string
  part: string | null
  path: string[]
}

/** GET /api/console/{organization}/{domain}/variables/{id} */
export type VariableDetails = VariableItem & { places: NamingPlace[] }
