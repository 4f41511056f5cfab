import { after } from 'next/server'
import { currentPerson } from '#lib/auth/current-person.ts'
import { rememberDevice } from '#lib/auth/device-cookie.ts'
import { giveSessionCookie, holdSession } from '#lib/auth/hold-session.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { safeNext } from '#lib/auth/safe-next.ts'
import { log } from '#lib/core/log.ts'
import { sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { finishSso, type SsoOutcome } from '#lib/oidc/finish-sso.ts'
import type { SsoPurpose } from '#lib/oidc/schema.ts'
import { dropAttempt, heldAttempt } from '#lib/oidc/sso-cookie.ts'

/**
 * Where the identity provider sends people back. Whatever comes is led on to a page of ours with nothing of it in the
 * address: no code, no state, none of the provider's words.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const { search } = new URL(request.url)
    const origin = await requestOrigin()
    const person = await currentPerson()
    const outcome = await finishSso(search, await heldAttempt(), person, origin)
    if (outcome.purpose !== null) await dropAttempt()
    if (outcome.problem !== null) return seeOther(withProblem(outcome, outcome.problem, person !== null))
    const { session, next, purpose } = outcome
    if (purpose === 'connect' && person) after(() => sendSecurityNotice(person.email, 'sso_connected'))
    if (session.kind === 'renewed') await giveSessionCookie(session.sessionId)
    else {
      await holdSession(session.sessionId, origin)
      await rememberDevice(session.person.email)
      return seeOther(safeNext(next) ?? (await homePath(session.person.id)) ?? '/')
    }
    return seeOther(safeNext(next) ?? '/account')
  } catch (error) {
    log.failure(error)
    return seeOther('/sign-in?sso=failed')
  }
}

/** Back to where they began, which says what is the matter; whoever is signed in has no sign-in page. */
function withProblem({ purpose, next }: SsoOutcome, problem: string, isSignedIn: boolean): string {
  const begun = safeNext(next)
  if (begun?.startsWith('/sso/done')) return `/sso/done?sso=${problem}`
  const page: Record<SsoPurpose, string> = { sign_in: '/sign-in', confirm: '/account', connect: '/account' }
  const query = new URLSearchParams({ sso: problem, ...(begun !== null && { next: begun }) })
  return `${isSignedIn ? '/account' : purpose === null ? '/sign-in' : page[purpose]}?${query}`
}

/** A path alone: the browser stays at the address at which it knows us. */
const seeOther = (location: string) => new Response(null, { status: 303, headers: { Location: location } })
