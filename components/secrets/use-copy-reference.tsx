'use client'

import { Copy } from 'lucide-react'
import { useCallback } from 'react'
import { useToast } from '#components/ui/toast.tsx'

/** Copies the text that stands for a secret's value, and says so. The value itself cannot be copied by anybody. */
export function useCopyReference(): (name: string) => void {
  const toast = useToast()
  return useCallback(
    (name) => {
      const reference = `{secrets.${name}}`
      navigator.clipboard.writeText(reference).then(
        () =>
          toast(
            <>
              <code>{reference}</code> is copied.
            </>,
            { icon: Copy },
          ),
        () =>
          toast(
            <>
              The browser does not allow copying here. The reference is <code>{reference}</code>.
            </>,
            { icon: Copy },
          ),
      )
    },
    [toast],
  )
}
