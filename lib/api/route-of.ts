import { unstable_rethrow } from 'next/navigation'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import type { Operation } from './operation.ts'
import { runOperation } from './run-operation.ts'

type Context = { params: Promise<Record<string, string>> }

/** An operation as a route handler of Next. */
export function routeOf(operation: Operation): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      return await runOperation(operation, request, await context.params, await requestOrigin())
    } catch (error) {
      unstable_rethrow(error)
      throw error
    }
  }
}
