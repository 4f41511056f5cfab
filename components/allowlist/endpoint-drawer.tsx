'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import { endpointDetails } from './allowlist-queries.ts'
import { EndpointFacts } from './endpoint-facts.tsx'
import { EndpointForm } from './endpoint-form.tsx'

type EndpointDrawerProps = {
  /** The endpoint that is shown; null: closed. */
  id: string | null
  mayEdit: boolean
  onClose: () => void
  onReopen: (id: string) => void
}

/** An endpoint: to change, or, for whoever may only look, to read. */
export function EndpointDrawer({ id, mayEdit, onClose, onReopen }: EndpointDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer
      title={mayEdit ? 'Edit endpoint' : 'Endpoint'}
      isOpen={id !== null}
      onClose={onClose}
      onReopen={() => last && onReopen(last)}
    >
      {last && <Loaded id={last} mayEdit={mayEdit} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function Loaded({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const place = useDomainPlace()
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({ ...endpointDetails(place, id), refetchOnMount: 'always', refetchOnWindowFocus: false })
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
        <SkeletonFields count={4} label="Loading the endpoint" />
      </DrawerBody>
    )
  }
  if (!mayEdit)
    return (
      <DrawerBody>
        <EndpointFacts endpoint={query.data} />
      </DrawerBody>
    )
  return <EndpointForm endpoint={query.data} reload={async () => (await query.refetch()).data} />
}
