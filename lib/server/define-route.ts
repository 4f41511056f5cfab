import { unstable_rethrow } from 'next/navigation'
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { httpStatusOf, PosternError } from '#lib/core/errors.ts'
import { logNotPermitted } from './log-not-permitted.ts'
import { publicError } from './public-error.ts'

type Params = { organization: string; domain?: string }

/**
 * A GET route of the console: who is it → authorize → read. Answers JSON (or the Response of a download) that no cache
 * keeps, and failures as problem details (RFC 9457).
 */
export function defineRoute<P extends Permission, RouteParams extends Params>(
  { permission }: { permission: P },
  read: (permit: Permit<P>, request: { params: RouteParams; query: URLSearchParams }) => Promise<unknown>,
): (request: Request, context: { params: Promise<RouteParams> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const params = await context.params
      const person = await currentPerson()
      if (!person) throw new PosternError('unauthenticated')
      const permit = await authorize(person, permission, params, await requestOrigin())
      const data = await read(permit, { params, query: new URL(request.url).searchParams })
      if (!(data instanceof Response)) return Response.json(data, { headers: { 'Cache-Control': 'no-store' } })
      data.headers.set('Cache-Control', 'no-store')
      return data
    } catch (error) {
      unstable_rethrow(error)
      await logNotPermitted(error, await context.params)
      const { code, message, fields } = publicError(error)
      const status = code === 'internal' ? 500 : httpStatusOf(code)
      const errors = Object.entries(fields).map(([field, detail]) => ({ field, detail }))
      return Response.json(
        { type: 'about:blank', title: message, status, code, ...(errors.length > 0 && { errors }) },
        { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } },
      )
    }
  }
}
