'use client'

import { EditDrawer } from '#components/data/edit-drawer.tsx'
import { usePlace } from '#components/data/use-place.ts'
import { domainDetails } from './domain-queries.ts'
import { RenameDomainForm } from './rename-domain-form.tsx'

type RenameDomainDrawerProps = {
  /** The domain that is renamed; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** A domain's name, to change. */
export function RenameDomainDrawer(props: RenameDomainDrawerProps) {
  const { organization } = usePlace()
  const loading = { count: 2, label: 'Loading the domain' }
  return (
    <EditDrawer title="Rename domain" read={(id) => domainDetails(organization, id)} loading={loading} {...props}>
      {(domain, reload) => <RenameDomainForm domain={domain} reload={reload} />}
    </EditDrawer>
  )
}
