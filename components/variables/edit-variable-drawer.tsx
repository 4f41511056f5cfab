'use client'

import { EditDrawer } from '#components/data/edit-drawer.tsx'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { VariableForm } from './variable-form.tsx'
import { variableDetails } from './variable-queries.ts'

type EditVariableDrawerProps = {
  /** The variable to edit; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** The drawer "Edit variable". */
export function EditVariableDrawer(props: EditVariableDrawerProps) {
  const place = useDomainPlace()
  const loading = { count: 3, label: 'Loading the variable' }
  return (
    <EditDrawer title="Edit variable" read={(id) => variableDetails(place, id)} loading={loading} {...props}>
      {(variable, reload) => <VariableForm variable={variable} reload={reload} />}
    </EditDrawer>
  )
}
