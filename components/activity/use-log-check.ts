'use client'

import { useState } from 'react'
import { verifyLogAction } from '#app/(console)/[organization]/activity/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import type { LogCheck } from '#lib/changelog/schema.ts'

/** Verifying the log of the organization: what came of the last time, or why it was not done. */
export function useLogCheck(organization: string) {
  const { run, isBusy } = useAction(verifyLogAction)
  const [check, setCheck] = useState<LogCheck | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const dismiss = () => {
    setCheck(null)
    setProblem(null)
  }
  const verify = async () => {
    dismiss()
    const result = await run({ organization })
    if (result.ok) setCheck(result.data)
    else
      setProblem(result.error.code === 'internal' ? 'The log could not be checked. Try again.' : result.error.message)
  }
  return { check, problem, isChecking: isBusy, verify: () => void verify(), dismiss }
}
