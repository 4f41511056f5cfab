'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'
import type { GivableRoles } from '#lib/members/schema.ts'
import { MemberFacts } from './member-facts.tsx'
import { memberDetails } from './member-queries.ts'
import { RolesForm } from './roles-form.tsx'

type RolesDrawerProps = {
  /** The person whose roles are shown; null: closed. */
  id: string | null
  givable: GivableRoles
  onClose: () => void
  onReopen: (id: string) => void
}

/** A member: their roles to change, or, for whoever may not, to read. */
export function RolesDrawer({ id, givable, onClose, onReopen }: RolesDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title="Member" isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <Loaded id={last} givable={givable} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: a change is based on what is held now, not on what a list once showed. */
function Loaded({ id, givable }: { id: string; givable: GivableRoles }) {
  const { organization } = usePlace()
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({
    ...memberDetails(organization, id),
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  })
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
        <SkeletonFields count={3} label="Loading the member" />
      </DrawerBody>
    )
  }
  if (!query.data.may.change)
    return (
      <DrawerBody>
        <MemberFacts member={query.data} />
      </DrawerBody>
    )
  return <RolesForm member={query.data} givable={givable} reload={async () => (await query.refetch()).data} />
}
