import { z } from '#lib/core/zod.ts'
import type { Auth, Connection } from '#lib/references/stored-request.ts'
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

export const authKinds = ['none', 'bearer', 'basic', 'header', 'query'] as const satisfies Auth['kind'][]
export type AuthKind = (typeof authKinds)[number]
export const authKindLabels: Record<AuthKind, string> = {
  none: 'No authentication',
  bearer: 'Bearer token',
  basic: 'Basic',
  header: 'Header',
  query: 'Query parameter',
}

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'A name is plain text without control characters.')

const pairs = z
  .array(z.object({ name: z.string().max(1024), value: z.string().max(16 * 1024, 'At most 16,384 characters.') }))
  .max(100, 'At most 100 lines.')

/** What looks like a credential stays as it was typed: somebody was asked. */
const keepsPlainText = z.boolean().optional()

// What base URL, authentication, method, path, headers, query and body may hold is judged by
// lib/references/check-request.ts, in the form and on the server alike.
export const createIntegrationInput = domainPlace.extend({
  name,
  baseUrl: z.string().max(2048, 'At most 2,048 characters.'),
  /** Left out: none, or as it is. */
  auth: z
    .object({
      kind: z.enum(authKinds),
      name: z.string().max(128, 'At most 128 characters.'),
      value: z.string().max(1024, 'At most 1,024 characters.'),
    })
    .optional(),
  /** Default headers. Left out: none, or as they are. */
  headers: pairs.optional(),
  keepsPlainText,
})
export type CreateIntegrationInput = z.infer<typeof createIntegrationInput>

export const updateIntegrationInput = createIntegrationInput.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type UpdateIntegrationInput = z.infer<typeof updateIntegrationInput>

export const disableIntegrationInput = domainPlace.extend({ id: z.uuid(), isDisabled: z.boolean() })
export type DisableIntegrationInput = z.infer<typeof disableIntegrationInput>

export const duplicateIntegrationInput = domainPlace.extend({ id: z.uuid() })
export type DuplicateIntegrationInput = z.infer<typeof duplicateIntegrationInput>

export const deleteIntegrationInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type DeleteIntegrationInput = z.infer<typeof deleteIntegrationInput>

const requestFields = {
  name,
  method: z.string().max(32),
  path: z.string().max(4096, 'At most 4,096 characters.'),
  headers: pairs,
  query: pairs,
  bodyType: z.enum(bodyTypes),
  body: z.string().max(256 * 1024, 'A body has at most 262,144 characters.'),
  followRedirects: z.boolean(),
  retries: z.int().min(0).max(3, 'At most 3.'),
  keepsPlainText,
}

export const createIntegrationRequestInput = domainPlace.extend({ integrationId: z.uuid(), ...requestFields })
export type CreateIntegrationRequestInput = z.infer<typeof createIntegrationRequestInput>

export const updateIntegrationRequestInput = createIntegrationRequestInput.extend({
  id: z.uuid(),
  rowVersion: z.int().positive(),
})
export type UpdateIntegrationRequestInput = z.infer<typeof updateIntegrationRequestInput>

export const duplicateIntegrationRequestInput = domainPlace.extend({ integrationId: z.uuid(), id: z.uuid() })
export type DuplicateIntegrationRequestInput = z.infer<typeof duplicateIntegrationRequestInput>

export const deleteIntegrationRequestInput = duplicateIntegrationRequestInput.extend({ rowVersion: z.int().positive() })
export type DeleteIntegrationRequestInput = z.infer<typeof deleteIntegrationRequestInput>

export const testIntegrationRequestInput = domainPlace.extend({
  integrationId: z.uuid(),
  id: z.uuid(),
  /** What the page shows: a test of something else than what is shown would mislead. */
  rowVersion: z.int().positive(),
})
export type TestIntegrationRequestInput = z.infer<typeof testIntegrationRequestInput>

/** GET /api/console/{organization}/{domain}/integrations?q=&cursor= */
export type IntegrationListItem = {
  id: string
  name: string
  baseUrl: string
  authKind: AuthKind
  isDisabled: boolean
  requestCount: number
  rowVersion: number
  updatedAt: string
  updatedByName: string
}
export type IntegrationPage = { items: IntegrationListItem[]; nextCursor: string | null }

/** How a secret stands that stored text names, in lower case; null: there is none of that name. */
export type NamedSecret = { name: string; status: 'active' | 'expired' | 'revoked' | 'archived' | null }

/** GET /api/console/{organization}/{domain}/integrations/{id} */
export type IntegrationDetails = IntegrationListItem & {
  connection: Connection
  /** Of the connection alone. */
  references: NamedSecret[]
  requests: IntegrationRequestItem[]
  /** Templates that are sent through one of its requests. */
  templates: { id: string; name: string; requestId: string }[]
}
export type IntegrationRequestItem = {
  id: string
  name: string
  method: string
  path: string
  rowVersion: number
  updatedAt: string
  updatedByName: string
}

/** GET /api/console/{organization}/{domain}/integrations/choices?q=&id= : requests to choose one of, by name. */
export type RequestChoice = {
  id: string
  name: string
  method: string
  integrationId: string
  integrationName: string
  host: string
  isDisabled: boolean
}
export type RequestChoices = { items: RequestChoice[]; isMore: boolean }

export const maxSearchLength = 100

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
  /** Those that the request names, and its connection. */
  references: NamedSecret[]
}

export type IntegrationChanged = { id: string; rowVersion: number }
