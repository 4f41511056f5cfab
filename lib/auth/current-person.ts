import { cookies } from 'next/headers.js'
import { cache } from 'react'
import { type CurrentPerson, findSession } from './find-session.ts'
import { sessionCookie } from './session-cookie.ts'
import { sessionIdIn } from './session-token.ts'

/** Who sends this request, by its cookie and the session's row, or null. Looked up once a request. */
export const currentPerson: () => Promise<CurrentPerson | null> = cache(async () => {
  const token = (await cookies()).get(sessionCookie().name)?.value
  const sessionId = token ? await sessionIdIn(token) : null
  return sessionId ? findSession(sessionId) : null
})
