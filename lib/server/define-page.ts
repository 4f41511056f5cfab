import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { authorize, NotPermitted } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { type ErrorCode, PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { currentPath } from './current-path.ts'
import { logNotPermitted } from './log-not-permitted.ts'

type Params = { organization: string; domain?: string }
/** What an organization asks of a sign-in beyond this one: /account says why, and leads on. */
const askedOfSignIn: Partial<Record<ErrorCode, string>> = {
  second_factor_required: 'second-factor',
  sso_required: 'sso',
}

type Search = Record<string, string | string[] | undefined>
export type PageProps<RouteParams extends Params> = { params: Promise<RouteParams>; searchParams: Promise<Search> }

/**
 * A page of the console: who is it → authorize → render. Whoever is signed out is sent to sign in and comes back; what
 * somebody may not see does not exist for them.
 */
export function definePage<P extends Permission, RouteParams extends Params = { organization: string; domain: string }>(
  { permission }: { permission: P },
  render: (permit: Permit<P>, page: { params: RouteParams; searchParams: Search }) => Promise<ReactNode>,
) {
  return async (props: PageProps<RouteParams>): Promise<ReactNode> => {
    const [params, searchParams] = await Promise.all([props.params, props.searchParams])
    const person = await currentPerson()
    if (!person) redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`)
    try {
      const permit = await authorize(person, permission, params, await requestOrigin())
      return await render(permit, { params, searchParams })
    } catch (error) {
      unstable_rethrow(error)
      const asked = error instanceof PosternError && askedOfSignIn[error.code]
      if (asked) redirect(`/account?required=${asked}&next=${encodeURIComponent(await currentPath())}`)
      await logNotPermitted(error, params)
      if (error instanceof NotPermitted || (error instanceof PosternError && error.code === 'not_found')) notFound()
      // Next prints what is thrown here with its message, and a library's message may quote a value.
      const id = log.failure(error)
      throw Object.assign(new Error(`A page failed (${id}).`), { digest: id })
    }
  }
}
