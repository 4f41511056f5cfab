'use client'

import type { ComponentProps } from 'react'
import { Drawer } from '#components/ui/drawer.tsx'
import { CreateSecretForm } from './create-secret-form.tsx'

type CreateSecretDrawerProps = ComponentProps<typeof CreateSecretForm> & {
  isOpen: boolean
  onClose: () => void
  onReopen: () => void
}

/** The drawer "Create secret". */
export function CreateSecretDrawer({ isOpen, onClose, onReopen, ...form }: CreateSecretDrawerProps) {
  return (
    <Drawer title="Create secret" isOpen={isOpen} onClose={onClose} onReopen={onReopen}>
      <CreateSecretForm {...form} />
    </Drawer>
  )
}
