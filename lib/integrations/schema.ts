import { z } from '#lib/core/zod.ts'
import type { Connection } from '#lib/references/stored-request.ts'
import { domainPlace } from '#lib/secrets/schema.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export const bodyTypes = ['none', 'json', 'form', 'xml', 'text', 'html'] as const
export type BodyType = (typeof bodyTypes)[number]
export const bodyTypeLabels: Record<BodyType, string> = {
  none: 'None',
  json: 'JSON',
  form: 'Form',
  xml: 'XML',
  text: 'Text',
  html: 'HTML',
}

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'A name is plain text without control characters.')

const pairs = z
  .array(z.object({ name: z.string().max(1024), value: z.string().max(16 * 1024, 'At most 16 KiB.') }))
  .max(100, 'At most 100 lines.')

// What base URL, method, path, headers, query and body may hold is judged by lib/references/check-request.ts, in the
// form and on the server alike.
export const createIntegrationInput = domainPlace.extend({
  name,
  baseUrl: z.string().max(2048, 'At most 2,048 characters.'),
})
export type CreateIntegrationInput = z.infer<typeof createIntegrationInput>

export const updateIntegrationInput = createIntegrationInput.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type UpdateIntegrationInput = z.infer<typeof updateIntegrationInput>

const requestFields = {
  name,
  method: z.string().max(32),
  path: z.string().max(4096, 'At most 4,096 characters.'),
  headers: pairs,
  query: pairs,
  bodyType: z.enum(bodyTypes),
  body: z.string().max(256 * 1024, 'A body has at most 256 KiB.'),
  followRedirects: z.boolean(),
  retries: z.int().min(0).max(3, 'At most 3.'),
}

export const createIntegrationRequestInput = domainPlace.extend({ integrationId: z.uuid(), ...requestFields })
export type CreateIntegrationRequestInput = z.infer<typeof createIntegrationRequestInput>

export const updateIntegrationRequestInput = createIntegrationRequestInput.extend({
  id: z.uuid(),
  rowVersion: z.int().positive(),
})
export type UpdateIntegrationRequestInput = z.infer<typeof updateIntegrationRequestInput>

export const testIntegrationRequestInput = domainPlace.extend({
  integrationId: z.uuid(),
  id: z.uuid(),
  /** What the page shows: a test of something else than what is shown would mislead. */
  rowVersion: z.int().positive(),
})
export type TestIntegrationRequestInput = z.infer<typeof testIntegrationRequestInput>

/** GET /api/console/{organization}/{domain}/integrations?cursor= */
export type IntegrationListItem = {
  id: string
  name: string
  baseUrl: string
  requestCount: number
  rowVersion: number
  updatedAt: string
  updatedByName: string
}
export type IntegrationPage = { items: IntegrationListItem[]; nextCursor: string | null }

/** GET /api/console/{organization}/{domain}/integrations/{id} */
export type IntegrationDetails = IntegrationListItem & {
  requests: { id: string; name: string; method: string; path: string; updatedAt: string; updatedByName: string }[]
}

/** GET /api/console/{organization}/{domain}/integrations/{id}/requests/{requestId} */
export type IntegrationRequestDetails = {
  id: string
  integrationId: string
  integrationName: string
  integrationVersion: number
  baseUrl: string
  connection: Connection
  isDisabled: boolean
  name: string
  method: string
  path: string
  headers: { name: string; value: string }[]
  query: { name: string; value: string }[]
  bodyType: BodyType
  body: string
  followRedirects: boolean
  retries: number
  rowVersion: number
  updatedAt: string
  updatedByName: string
  /** Names that the saved text refers to, lower case, with how they stand now; null: no secret of that name. */
  references: { name: string; status: 'active' | 'expired' | 'revoked' | 'archived' | null }[]
}

export type IntegrationChanged = { id: string; rowVersion: number }
