import { z } from '#lib/core/zod.ts'
import type { NamedSecret } from '#lib/integrations/schema.ts'
import { domainPlace } from '#lib/secrets/schema.ts'

export const templateBodyTypes = ['text', 'html', 'json'] as const
export type TemplateBodyType = (typeof templateBodyTypes)[number]
export const templateBodyTypeLabels: Record<TemplateBodyType, string> = { text: 'Text', html: 'HTML', json: 'JSON' }

export const mostSamples = 10
export const mostSampleBytes = 16 * 1024
export const mostSearched = 100

const plainName = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Enter a name${what}.`)
    .max(100, 'A name has at most 100 characters.')
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'A name is plain text without control characters.')

/** Kept as it was typed: another reading would rewrite its numbers. */
const jsonObject = z.string().superRefine((text, context) => {
  const problem = sampleProblem(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})

/** Why a text cannot be the example of an event or a recipient, or null. */
export function sampleProblem(text: string): string | null {
  if (new TextEncoder().encode(text).byteLength > mostSampleBytes) return 'At most 16 KiB.'
  if (!text.isWellFormed() || text.includes('\0')) return 'It has a character that cannot be stored. Type it again.'
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : notAnObject
  } catch {
    return notAnObject
  }
}

const notAnObject = 'An example is a JSON object, like {"station": "Hamburg"}.'

export const templateSample = z.object({
  name: plainName(' for the example'),
  event: jsonObject,
  recipient: jsonObject,
})
/** Made-up data for preview and test: the JSON texts of an event and a recipient, as they were typed. */
export type TemplateSample = z.infer<typeof templateSample>

// What subject and body may hold is judged by lib/references/check-message.ts, in the form and on the server alike.
const fields = {
  name: plainName(''),
  subject: z.string().max(1000, 'A subject has at most 1,000 characters.'),
  bodyType: z.enum(templateBodyTypes),
  body: z.string().max(256 * 1024, 'A body has at most 262,144 characters.'),
  samples: z
    .array(templateSample)
    .max(mostSamples, `At most ${mostSamples} examples.`)
    .superRefine((samples, context) => {
      const names = samples.map(({ name }) => name.toLowerCase())
      names.forEach((name, index) => {
        if (names.indexOf(name) < index)
          context.addIssue({ code: 'custom', path: [index, 'name'], message: 'Another example has this name.' })
      })
    }),
  /** The request through which it is sent; null: none is chosen. */
  requestId: z.uuid().nullable(),
  /** That what looks like a credential is meant as plain text. */
  keepsPlainText: z.boolean().default(false),
}

export const createTemplateInput = domainPlace.extend(fields)
export type CreateTemplateInput = z.infer<typeof createTemplateInput>

export const updateTemplateInput = createTemplateInput.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type UpdateTemplateInput = z.infer<typeof updateTemplateInput>

export const duplicateTemplateInput = domainPlace.extend({ id: z.uuid() })
export type DuplicateTemplateInput = z.infer<typeof duplicateTemplateInput>

export const deleteTemplateInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type DeleteTemplateInput = z.infer<typeof deleteTemplateInput>

export const sendTemplateInput = domainPlace.extend({
  id: z.uuid(),
  /** What the page shows: a test of something else than what is shown would mislead. */
  rowVersion: z.int().positive(),
  /** The place of an example among the template's; null: the event and the recipient that are given. */
  sample: z
    .int()
    .min(0)
    .max(mostSamples - 1)
    .nullable(),
  event: jsonObject.default('{}'),
  recipient: jsonObject.default('{}'),
})
export type SendTemplateInput = z.infer<typeof sendTemplateInput>

export type TemplateChanged = { id: string; rowVersion: number }

/** GET /api/console/{organization}/{domain}/templates?q=&cursor= */
export type TemplateListItem = {
  id: string
  name: string
  bodyType: TemplateBodyType
  delivery: TemplateDelivery | null
  rowVersion: number
  updatedAt: string
  updatedByName: string
}
export type TemplatePage = { items: TemplateListItem[]; nextCursor: string | null }

/** The request through which a template is sent. */
export type TemplateDelivery = {
  requestId: string
  requestName: string
  integrationId: string
  integrationName: string
  host: string
  isDisabled: boolean
}

/** GET /api/console/{organization}/{domain}/templates/{id} */
export type TemplateDetails = TemplateListItem & {
  subject: string
  body: string
  samples: TemplateSample[]
  /** How the secrets stand that its body names. */
  references: NamedSecret[]
}
