'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '#components/auth/confirm-dialog.tsx'
import { makeQueryClient } from '#components/data/make-query-client.ts'
import { ToastProvider } from '#components/ui/toast.tsx'

/** What every page needs around it: the nonce for styles, the lists' cache, tooltips, toasts, and where one proves who one is. */
export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  const [queries] = useState(makeQueryClient)
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={300}>
          <ToastProvider>
            {children}
            <ConfirmDialog />
          </ToastProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  )
}
