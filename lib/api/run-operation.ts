import { authorizeToken, type PresentedToken } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { logNotPermitted } from '#lib/server/log-not-permitted.ts'
import { publicError } from '#lib/server/public-error.ts'
import { countTokenRequest, type Quota } from '#lib/tokens/token-throttle.ts'
import { idempotencyOf } from './idempotency-of.ts'
import { judgeInput } from './judge-input.ts'
import type { Operation, RawInput } from './operation.ts'
import { perform } from './perform.ts'
import { presentToken } from './present-token.ts'
import { problem } from './problem.ts'
import { type JsonBody, readJson, readNoBody } from './read-json.ts'

/**
 * Answers a request to an operation: whose token is it → its quota → where → may it → parse →
 * run, once for its Idempotency-Key. What it answers holds
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
  const { bytes, value } = await bodyOf(operation, request)
  const raw: RawInput = { params, query: new URL(request.url).searchParams, body: value }
  seen.raw = raw
  const permit = await authorizeToken(token, operation.permission, await operation.place(token, raw), origin)
  const input = judgeInput(operation, request.headers, raw, token)
  return perform(operation, permit, input, idempotencyOf(request, token, bytes))
}

function bodyOf(operation: Operation, request: Request): Promise<JsonBody> | JsonBody {
  if (operation.method === 'get') return { bytes: new Uint8Array(), value: undefined }
  return operation.body ? readJson(request) : readNoBody(request)
}

/** As draft-ietf-httpapi-ratelimit-headers-10 has them. */
function setQuota(headers: Headers, { limit, remaining, resetSeconds }: Quota): void {
  headers.set('RateLimit-Policy', `"token";q=${limit};w=60`)
  headers.set('RateLimit', `"token";r=${remaining};t=${resetSeconds}`)
}
