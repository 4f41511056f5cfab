'use client'

import { EditDrawer } from '#components/data/edit-drawer.tsx'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerBody } from '#components/ui/drawer.tsx'
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
export function RolesDrawer({ givable, ...props }: RolesDrawerProps) {
  const { organization } = usePlace()
  const loading = { count: 3, label: 'Loading the member' }
  return (
    <EditDrawer title="Member" read={(id) => memberDetails(organization, id)} loading={loading} {...props}>
      {(member, reload) =>
        member.may.change ? (
          <RolesForm member={member} givable={givable} reload={reload} />
        ) : (
          <DrawerBody>
            <MemberFacts member={member} />
          </DrawerBody>
        )
      }
    </EditDrawer>
  )
}
