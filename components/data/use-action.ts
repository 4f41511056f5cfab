'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { PublicError, Result } from '#lib/core/result.ts'
import { runAction } from './run-action.ts'

const unreachable: PublicError = {
  code: 'internal',
  message:
    'Postern could not be reached, so it is not known whether this was done. Look whether it was, then try again.',
  fields: {},
}

/**
 * A server action as a change: one at a time, answered by a Result whatever happens, after a proof that it is still the
 * same person where it takes one. Its input, which may hold a secret's value, is forgotten when the answer is there.
 */
export function useAction<Input, T>(action: (input: Input) => Promise<Result<T>>) {
  const { mutateAsync, reset, isPending } = useMutation({
    gcTime: 0,
    mutationFn: async (input: Input): Promise<Result<T>> => {
      try {
        return await runAction(action, input)
      } catch {
        return { ok: false, error: unreachable }
      }
    },
  })
  const run = useCallback(
    async (input: Input): Promise<Result<T>> => {
      try {
        return await mutateAsync(input)
      } finally {
        reset()
      }
    },
    [mutateAsync, reset],
  )
  return { run, isBusy: isPending }
}
