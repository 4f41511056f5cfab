'use client'

import { CircleExclamationPoint } from 'lucide-react'
import { useCallback } from 'react'
import { freshSignInAction } from '#app/(auth)/actions.ts'
import { useToast } from '#components/ui/toast.tsx'
import { runAction } from './run-action.ts'

/**
 * Loads a file that takes a fresh sign-in: asks for the proof first, because a download that is refused shows nobody
 * why. As a download also where it is refused, so that nobody is taken to an error's own page.
 */
export function useDownload() {
  const toast = useToast()
  return useCallback(
    async (href: string): Promise<void> => {
      const result = await runAction(freshSignInAction, null).catch(() => null)
      // Whoever closed the dialog knows that nothing was loaded.
      if (!result?.ok && result?.error.code === 'fresh_sign_in_required') return
      if (!result?.ok) {
        const sentence = result?.error.message ?? 'Postern could not be reached, so no file was loaded.'
        return toast(sentence, { icon: CircleExclamationPoint })
      }
      const link = document.createElement('a')
      link.href = href
      link.download = ''
      link.click()
    },
    [toast],
  )
}
