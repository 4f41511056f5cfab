'use client'

import { EditDrawer } from '#components/data/edit-drawer.tsx'
import { usePlace } from '#components/data/use-place.ts'
import { EditSecretForm } from './edit-secret-form.tsx'
import { secretDetails } from './secret-queries.ts'

type EditSecretDrawerProps = {
  /** The secret to edit; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** The drawer "Edit secret". */
export function EditSecretDrawer(props: EditSecretDrawerProps) {
  const place = usePlace()
  const loading = { count: 3, label: 'Loading the secret' }
  return (
    <EditDrawer title="Edit secret" read={(id) => secretDetails(place, id)} loading={loading} {...props}>
      {(secret, reload) => <EditSecretForm current={secret} reload={reload} />}
    </EditDrawer>
  )
}
