import { cookies } from 'next/headers.js'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { currentPerson } from './current-person.ts'
import { endSession } from './end-session.ts'
import { sessionCookie } from './session-cookie.ts'
import { sessionToken } from './session-token.ts'

/** Gives the browser the cookie of a session that was just opened, and ends the one it had before. OWASP ASVS 7.2.4. */
export async function holdSession(sessionId: string, origin: RequestOrigin): Promise<void> {
  const before = await currentPerson()
  if (before) await endSession(before, origin)
  await giveSessionCookie(sessionId)
}

/** Gives the browser the cookie of a session that got a new id: the one it had is nobody's already. */
export async function giveSessionCookie(sessionId: string): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, await sessionToken(sessionId), options)
}

/** Ends the browser's session, if it has one, and takes its cookie away. */
export async function dropSession(origin: RequestOrigin): Promise<void> {
  const person = await currentPerson()
  if (person) await endSession(person, origin)
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
