'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '#components/data/use-action.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
import { stopsKey } from './use-stops.ts'

/** What both dialogs of the switch do alike: change it, read anew what is stopped, and show a refusal. */
export function useSwitch<Input extends { organization: string }, T>(
  action: (input: Input) => Promise<Result<T>>,
  onDone: (changed: T) => void,
) {
  const queries = useQueryClient()
  const { run, isBusy } = useAction(action)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const change = async (input: Input) => {
    if (isBusy) return
    setProblem(null)
    const result = await run(input)
    // Also after a refusal: somebody else may have switched it meanwhile.
    await queries.invalidateQueries({ queryKey: stopsKey(input.organization) })
    if (result.ok) onDone(result.data)
    else setProblem(result.error)
  }
  return { change, problem, isBusy, forget: () => setProblem(null) }
}
