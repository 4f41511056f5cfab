'use client'

import { Copy } from 'lucide-react'
import { useCallback } from 'react'
import { useToast } from '#components/ui/toast.tsx'

/** Copies what stands for a value in a text, a macro or a reference, and says so. */
export function useCopyText(): (text: string) => void {
  const toast = useToast()
  return useCallback(
    (text) => {
      navigator.clipboard.writeText(text).then(
        () =>
          toast(
            <>
              <code>{text}</code> is copied.
            </>,
            { icon: Copy },
          ),
        () =>
          toast(
            <>
              The browser does not allow copying here. It is <code>{text}</code>.
            </>,
            { icon: Copy },
          ),
      )
    },
    [toast],
  )
}
