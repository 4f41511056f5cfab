'use client'

import { EditDrawer } from '#components/data/edit-drawer.tsx'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { DrawerBody } from '#components/ui/drawer.tsx'
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
export function EndpointDrawer({ mayEdit, ...props }: EndpointDrawerProps) {
  const place = useDomainPlace()
  const title = mayEdit ? 'Edit endpoint' : 'Endpoint'
  const loading = { count: 4, label: 'Loading the endpoint' }
  return (
    <EditDrawer title={title} read={(id) => endpointDetails(place, id)} loading={loading} {...props}>
      {(endpoint, reload) =>
        mayEdit ? (
          <EndpointForm endpoint={endpoint} reload={reload} />
        ) : (
          <DrawerBody>
            <EndpointFacts endpoint={endpoint} />
          </DrawerBody>
        )
      }
    </EditDrawer>
  )
}
