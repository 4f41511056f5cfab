'use client'

import { useEffect } from 'react'
import { type SsoMessage, type SsoProblem, ssoChannel } from '#lib/oidc/schema.ts'

/** Tells the page that opened this window what became of it, and closes it. Some browsers leave the window open. */
export function SsoDone({ problem }: { problem: SsoProblem | null }) {
  useEffect(() => {
    const channel = new BroadcastChannel(ssoChannel)
    const message: SsoMessage = problem === null ? { isDone: true } : { isDone: false, problem }
    channel.postMessage(message)
    channel.close()
    window.close()
  }, [problem])
  return null
}
