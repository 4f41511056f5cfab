'use client'

import { useState } from 'react'
import type { PublicError, Result } from '#lib/core/result.ts'
import { useAction } from './use-action.ts'

/**
 * What every dialog about one thing does alike: it begins anew with each thing that it is asked about (null: closed),
 * runs one action, and keeps why that was refused.
 */
export function useQuestion<Asked extends object, Input, T>(
  asked: Asked | null,
  action: (input: Input) => Promise<Result<T>>,
  begin?: (asked: Asked) => void,
) {
  const { run, isBusy } = useAction(action)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [before, setBefore] = useState<Asked | null>(null)
  if (asked !== before) {
    setBefore(asked)
    if (asked) {
      setProblem(null)
      begin?.(asked)
    }
  }
  const answer = async (input: Input): Promise<Result<T>> => {
    setProblem(null)
    const result = await run(input)
    if (!result.ok) setProblem(result.error)
    return result
  }
  return { answer, isBusy, problem, setProblem }
}
