import { requestOrigin } from '#lib/auth/request-origin.ts'
import { PosternError } from '#lib/core/errors.ts'
import { publicError } from '#lib/server/public-error.ts'
import type { Operation } from './operation.ts'
import { problem } from './problem.ts'
import { runOperation } from './run-operation.ts'

/** Next gives nothing where an address has no parameters. */
type Context = { params: Promise<Record<string, string> | undefined> }
type Handler = (request: Request, context: Context) => Promise<Response>
type Handlers = Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler>

/**
 * The operations of one address as the handlers of its route file:
 * `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routesOf(listSecrets, createSecret)`. Any other method is
 * refused as `method_not_allowed` with Allow; HEAD is answered by Next as GET without its body. RFC 9110, 9.3 and 15.5.6.
 */
export function routesOf(...operations: readonly Operation[]): Handlers {
  const methods = operations.map(({ method }) => method.toUpperCase())
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const handlerOf = (method: string): Handler => {
    const operation = operations.find((each) => each.method.toUpperCase() === method)
    return operation ? handled(operation) : async () => notAllowed(allow)
  }
  return {
    GET: handlerOf('GET'),
    POST: handlerOf('POST'),
    PUT: handlerOf('PUT'),
    PATCH: handlerOf('PATCH'),
    DELETE: handlerOf('DELETE'),
    OPTIONS: listMethods(allow),
  }
}

const behind = new WeakMap<Handler, Operation>()

/** Which operation a handler runs, for the test that each has its route. */
export const operationBehind = (handler: Handler): Operation | undefined => behind.get(handler)

function handled(operation: Operation): Handler {
  const handler: Handler = async (request, context) =>
    runOperation(operation, request, (await context.params) ?? {}, await requestOrigin())
  behind.set(handler, operation)
  return handler
}

const listMethods = (allow: string) => async (): Promise<Response> =>
  new Response(null, { status: 204, headers: { Allow: allow, 'Cache-Control': 'no-store' } })

function notAllowed(allow: string): Response {
  const response = problem(publicError(new PosternError('method_not_allowed')))
  response.headers.set('Allow', allow)
  return response
}
