'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { EditSecretForm } from './edit-secret-form.tsx'
import { secretDetails } from './secret-queries.ts'

type EditSecretDrawerProps = {
  /** The secret to edit; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** The drawer "Edit secret". */
export function EditSecretDrawer({ id, onClose, onReopen }: EditSecretDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title="Edit secret" isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <LoadedForm id={last} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function LoadedForm({ id }: { id: string }) {
  const place = usePlace()
  const [openedAt] = useState(() => Date.now())
  const secret = useQuery({ ...secretDetails(place, id), refetchOnMount: 'always', refetchOnWindowFocus: false })
  if (secret.isError) {
    return (
      <DrawerBody>
        <LoadProblem error={secret.error} onRetry={() => void secret.refetch()} />
      </DrawerBody>
    )
  }
  if (!secret.data || secret.dataUpdatedAt < openedAt) {
    return (
      <DrawerBody>
        <SkeletonFields count={3} label="Loading the secret" />
      </DrawerBody>
    )
  }
  return <EditSecretForm current={secret.data} reload={async () => (await secret.refetch()).data} />
}
