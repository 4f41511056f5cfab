'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { IntegrationForm } from './integration-form.tsx'
import { integrationDetails } from './integration-queries.ts'

type EditIntegrationDrawerProps = {
  /** The integration to edit; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** The drawer "Edit integration". */
export function EditIntegrationDrawer({ id, onClose, onReopen }: EditIntegrationDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title="Edit integration" isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <LoadedForm id={last} onSaved={onClose} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function LoadedForm({ id, onSaved }: { id: string; onSaved: () => void }) {
  const place = useDomainPlace()
  const toast = useToast()
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({ ...integrationDetails(place, id), refetchOnMount: 'always', refetchOnWindowFocus: false })
  const [current, setCurrent] = useState<typeof query.data>()
  if (query.isError && !current) {
    return (
      <DrawerBody>
        <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
      </DrawerBody>
    )
  }
  if (!current && query.data && query.dataUpdatedAt >= openedAt) setCurrent(query.data)
  if (!current) {
    return (
      <DrawerBody>
        <SkeletonFields count={4} label="Loading the integration" />
      </DrawerBody>
    )
  }
  return (
    <IntegrationForm
      integration={current}
      reload={async () => (await query.refetch()).data}
      onSaved={({ name, baseUrl }) => {
        onSaved()
        toast(
          baseUrl === current.baseUrl ? (
            `${name} is saved.`
          ) : (
            <>
              {name} sends to <code>{baseUrl}</code> now.
            </>
          ),
        )
      }}
    />
  )
}
