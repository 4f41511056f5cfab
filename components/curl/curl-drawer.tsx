'use client'

import type { ComponentProps } from 'react'
import { Drawer } from '#components/ui/drawer.tsx'
import { CurlForm } from './curl-form.tsx'

type CurlDrawerProps = ComponentProps<typeof CurlForm> & {
  isOpen: boolean
  onClose: () => void
  onReopen: () => void
}

/** The drawer "Import from curl". */
export function CurlDrawer({ isOpen, onClose, onReopen, ...form }: CurlDrawerProps) {
  return (
    <Drawer title="Import from curl" isOpen={isOpen} onClose={onClose} onReopen={onReopen}>
      <CurlForm {...form} />
    </Drawer>
  )
}
