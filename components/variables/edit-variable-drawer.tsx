'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { VariableForm } from './variable-form.tsx'
import { variableDetails } from './variable-queries.ts'

type EditVariableDrawerProps = {
  /** The variable to edit; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** The drawer "Edit variable". */
export function EditVariableDrawer({ id, onClose, onReopen }: EditVariableDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title="Edit variable" isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <LoadedForm id={last} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function LoadedForm({ id }: { id: string }) {
  const place = useDomainPlace()
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({ ...variableDetails(place, id), refetchOnMount: 'always', refetchOnWindowFocus: false })
  if (query.isError) {
    return (
      <DrawerBody>
        <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
      </DrawerBody>
    )
  }
  if (!query.data || query.dataUpdatedAt < openedAt) {
    return (
      <DrawerBody>
        <SkeletonFields count={3} label="Loading the variable" />
      </DrawerBody>
    )
  }
  return <VariableForm variable={query.data} reload={async () => (await query.refetch()).data} />
}
