import type { PublicError } from '#lib/core/result.ts'
import { type BeginSsoInput, type SsoMessage, ssoChannel, ssoProblems } from '#lib/oidc/schema.ts'
import { noAnswer } from './show-refusal.ts'
import { beginSso } from './steps-in-place.ts'

type SsoWindowOutcome = { isDone: true } | { isDone: false; message: string }

const refused = (error: PublicError): SsoWindowOutcome => ({ isDone: false, message: error.message })

/**
 * Goes to the identity provider in a window of its own, so that what was typed on this page stays. Call it in the click
 * itself, or the browser opens no window. It ends when that window says what became of it, or when `signal` is aborted:
 * a page of another site cannot be asked whether its window is still there. `email` is whose session is renewed.
 */
export async function throughSsoWindow(
  purpose: BeginSsoInput['purpose'],
  { email, signal }: { email?: string; signal: AbortSignal },
): Promise<SsoWindowOutcome | null> {
  const opened = window.open('about:blank', '_blank', 'popup,width=520,height=720')
  if (!opened)
    return { isDone: false, message: 'Your browser opened no window. Allow windows of this page and try again.' }
  const channel = new BroadcastChannel(ssoChannel)
  try {
    const answer = new Promise<SsoMessage | null>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<SsoMessage>) => resolve(data)
      signal.addEventListener('abort', () => resolve(null), { once: true })
    })
    const input = { purpose, next: '/sso/done', ...(email !== undefined && { email }) }
    const begun = await beginSso(input).catch(() => ({ ok: false as const, error: noAnswer }))
    if (!begun.ok) {
      opened.close()
      return refused(begun.error)
    }
    opened.location.assign(begun.data.url)
    const message = await answer
    if (message === null || message.isDone) return message
    return { isDone: false, message: ssoProblems[message.problem] }
  } finally {
    channel.close()
  }
}
