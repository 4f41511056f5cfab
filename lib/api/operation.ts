import type { PresentedToken } from '#lib/access/authorize.ts'
import type { Permission, TokenScope } from '#lib/access/permissions.ts'
import type { Permit, Scope } from '#lib/access/permit.ts'
import { type ErrorCode, PosternError } from '#lib/core/errors.ts'
import type { z } from '#lib/core/zod.ts'

/** A request as it came, before anybody judged what is in it. */
export type RawInput = { params: Record<string, string>; query: URLSearchParams; body: unknown }

/** A request whose parts were judged by the operation's schemas. `ifMatch` is there where the operation asks for it. */
export type ApiInput<Params, Query, Body> = {
  params: Params
  query: Query
  body: Body
  /** The row version that the caller has seen. */
  ifMatch: number
  token: PresentedToken
  /** What the caller takes: 'application/x-ndjson' where an operation offers it. */
  accept: string
}

/** What an operation answers: data that its schema lets through, and where it stands. */
export type ApiAnswer<T> = {
  data: T /** Of the ETag. */
  rowVersion?: number /** A path of this API. */
  location?: string
}

/**
 * A refusal of a send after something was done: a byte has left, a run has begun. It is kept as the answer of its
 * Idempotency-Key, so that asking again does nothing again; any other PosternError is not.
 */
export class DoneButRefused extends PosternError {}

type Described = {
  /** operationId of OpenAPI: `listSecrets`. */
  id: string
  /** A `post` takes an Idempotency-Key without doing anything for it. */
  method: 'get' | 'post' | 'patch' | 'delete'
  /** Below /api/v1: `/secrets/{id}`. */
  path: string
  tag: 'Secrets' | 'Requests' | 'Activity'
  summary: string
  description?: string
  scope: TokenScope
  /** Asks for an If-Match header with the ETag of what is changed. RFC 9110, 13.1.1. */
  needsIfMatch?: true
  /** Takes one where it is given; `ifMatch` is 0 without it: whatever is there now. */
  takesIfMatch?: true
  /** What it refuses beyond what every operation of its kind may: errorsOf() of lib/api/common-errors.ts. */
  errors: readonly ErrorCode[]
  /** The domain that the request is about, or none for the organization, from what nobody has judged yet. Throws `not_found`. */
  place: (token: PresentedToken, raw: RawInput) => Promise<{ domain?: string }> | { domain?: string }
}

/**
 * All of z.strictObject(): what is not known is refused by its name. `query` takes texts (z.coerce), each once. Shared
 * ones have a name (`.meta({ id: 'Secret' })`), each field a `description`, and those of a body an `examples`.
 */
type Schemas<Params, Query, Body, T> = {
  params: z.ZodType<Params>
  query: z.ZodType<Query>
  /** Null: it takes no body. */
  body: z.ZodType<Body> | null
  /** What it answers; what the schema does not name is not sent. Null: 204. */
  answer:
    | { status: 200 | 201 | 202; schema: z.ZodType<T>; description: string; other?: 'application/x-ndjson' }
    | { status: 204; description: string }
}

/** An operation of the REST API, as lib/api/run-operation.ts runs it and lib/api/openapi.ts describes it. */
export type Operation = Described & {
  kind: 'change' | 'read' | 'send'
  permission: Permission
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType | null
  answer:
    | { status: 200 | 201 | 202; schema: z.ZodType; description: string; other?: 'application/x-ndjson' }
    | { status: 204; description: string }
  run: (proof: never, input: never) => Promise<ApiAnswer<unknown> | Response>
}

/**
 * An operation of the REST API. Like a server action it says what it takes to call it, and cannot be run without: a
 * `change` gets a scope (one transaction, with its log entries), `read` and `send` a permit.
 */
export function defineOperation<P extends Permission, Params, Query, Body, T>(
  operation: Described &
    Schemas<Params, Query, Body, T> & {
      kind: 'change'
      permission: P
      run: (scope: Scope<P>, input: ApiInput<Params, Query, Body>) => Promise<ApiAnswer<T>>
    },
): Operation
export function defineOperation<P extends Permission, Params, Query, Body, T>(
  operation: Described &
    Schemas<Params, Query, Body, T> & {
      kind: 'read' | 'send'
      permission: P
      run: (permit: Permit<P>, input: ApiInput<Params, Query, Body>) => Promise<ApiAnswer<T> | Response>
    },
): Operation
export function defineOperation(operation: unknown): Operation {
  return operation as Operation
}
