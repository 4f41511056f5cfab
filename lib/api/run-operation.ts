import { authorizeToken, type PresentedToken } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit, RequestOrigin } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import type { z } from '#lib/core/zod.ts'
import { logNotPermitted } from '#lib/server/log-not-permitted.ts'
import { publicError } from '#lib/server/public-error.ts'
import { countTokenRequest, type Quota } from '#lib/tokens/token-throttle.ts'
import { ifMatchIn } from './if-match.ts'
import type { ApiAnswer, ApiInput, Operation, RawInput } from './operation.ts'
import { presentToken } from './present-token.ts'
import { problem } from './problem.ts'
import { readJson } from './read-json.ts'
import { unnamedFieldErrors } from './unnamed-field-errors.ts'

/**
 * Answers a request to an operation: whose token is it → its quota → where → may it → parse → run. What it answers holds
 * nothing that the operation's schema does not name; a refusal is a problem (RFC 9457), and a failure names an id alone.
 */
export async function runOperation(
  operation: Operation,
  request: Request,
  params: Record<string, string>,
  origin: RequestOrigin,
): Promise<Response> {
  const start = performance.now()
  const seen: { quota?: Quota; token?: PresentedToken; raw?: RawInput } = {}
  const response = await answer(operation, request, params, origin, seen).catch(async (error: unknown) => {
    await logNotPermitted(error, { ...seen.raw?.params })
    return problem(publicError(error))
  })
  response.headers.set('Cache-Control', 'no-store')
  if (seen.quota) setQuota(response.headers, seen.quota)
  log.info('api', {
    operation: operation.id,
    status: response.status,
    organizationId: seen.token?.organization.id ?? null,
    tokenId: seen.token?.tokenId ?? null,
    durationMs: Math.round(performance.now() - start),
  })
  return response
}

async function answer(
  operation: Operation,
  request: Request,
  params: Record<string, string>,
  origin: RequestOrigin,
  seen: { quota?: Quota; token?: PresentedToken; raw?: RawInput },
): Promise<Response> {
  const token = await presentToken(request.headers, origin.address)
  seen.token = token
  seen.quota = await countTokenRequest(token.tokenId)
  if (seen.quota.isExceeded) {
    throw new PosternError('rate_limited', 'This token has made all the requests that it may make in a minute.', {
      retryAfterSeconds: seen.quota.resetSeconds,
    })
  }
  const body = operation.body ? await readJson(request) : undefined
  const raw: RawInput = { params, query: new URL(request.url).searchParams, body }
  seen.raw = raw
  const permit = await authorizeToken(token, operation.permission, await operation.place(token, raw), origin)
  const input = judged(operation, request, raw, token)
  const result =
    operation.kind === 'change'
      ? await runChange(permit, (scope) => runnable(operation)(scope, input))
      : await runnable(operation)(permit, input)
  return result instanceof Response ? result : responseOf(operation, result)
}

type Run = (
  proof: Permit<Permission>,
  input: ApiInput<unknown, unknown, unknown>,
) => Promise<ApiAnswer<unknown> | Response>
/** defineOperation() tied `run` to the permission that the permit was issued for. */
const runnable = (operation: Operation) => operation.run as unknown as Run

/** Throws `invalid` with a sentence for each field, and `precondition_required` where If-Match is missing. */
function judged(operation: Operation, request: Request, raw: RawInput, token: PresentedToken) {
  const parse = (schema: z.ZodType, value: unknown, whole: string) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    throw new PosternError('invalid', undefined, { fields: unnamedFieldErrors(schema, parsed.error, whole) })
  }
  // Of two, whoever judged the place may have read the other.
  const isGivenTwice = raw.query.size !== new Set(raw.query.keys()).size
  if (isGivenTwice) throw new PosternError('invalid', 'A parameter of the query is there twice. Give each once.')
  return {
    params: parse(operation.params, raw.params, 'path'),
    query: parse(operation.query, Object.fromEntries(raw.query), 'query'),
    body: operation.body ? parse(operation.body, raw.body, 'body') : undefined,
    ifMatch: operation.needsIfMatch ? ifMatchIn(request.headers) : 0,
    token,
    accept: request.headers.get('accept') ?? '*/*',
  }
}

function responseOf({ answer }: Operation, { data, rowVersion, location }: ApiAnswer<unknown>): Response {
  const headers = new Headers()
  if (rowVersion !== undefined) headers.set('ETag', `"${rowVersion}"`)
  if (location !== undefined) headers.set('Location', `/api/v1${location}`)
  if (answer.status === 204) return new Response(null, { status: 204, headers })
  headers.set('Content-Type', 'application/json')
  return new Response(JSON.stringify(answer.schema.parse(data)), { status: answer.status, headers })
}

/** As draft-ietf-httpapi-ratelimit-headers-10 has them. */
function setQuota(headers: Headers, { limit, remaining, resetSeconds }: Quota): void {
  headers.set('RateLimit-Policy', `"token";q=${limit};w=60`)
  headers.set('RateLimit', `"token";r=${remaining};t=${resetSeconds}`)
}
