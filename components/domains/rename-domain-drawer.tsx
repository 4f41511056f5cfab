'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { domainDetails } from './domain-queries.ts'
import { RenameDomainForm } from './rename-domain-form.tsx'

type RenameDomainDrawerProps = {
  /** The domain that is renamed; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** A domain's name, to change. */
export function RenameDomainDrawer({ id, onClose, onReopen }: RenameDomainDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title="Rename domain" isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <Loaded id={last} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function Loaded({ id }: { id: string }) {
  const { organization } = usePlace()
  const [openedAt] = useState(() => Date.now())
  const options = { refetchOnMount: 'always', refetchOnWindowFocus: false } as const
  const query = useQuery({ ...domainDetails(organization, id), ...options })
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
        <SkeletonFields count={2} label="Loading the domain" />
      </DrawerBody>
    )
  }
  return <RenameDomainForm domain={query.data} reload={async () => (await query.refetch()).data} />
}
