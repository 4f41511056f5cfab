'use client'

import { Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { DeleteRequestDialog } from './delete-request-dialog.tsx'
import { useDuplicateRequest } from './use-duplicate-request.ts'

type RequestMenuProps = {
  integrationId: string
  /** As the page shows it. */
  request: { id: string; name: string; rowVersion: number }
}

/** What is rarely done to a saved request, on its own page. */
export function RequestMenu({ integrationId, request }: RequestMenuProps) {
  const place = useDomainPlace()
  const router = useRouter()
  const duplicate = useDuplicateRequest(integrationId)
  const [isDeleting, setIsDeleting] = useState(false)
  return (
    <>
      <Menu trigger={<IconButton label={`More actions for ${request.name}`} icon={Ellipsis} look="other" />}>
        <MenuItem icon={Copy} onClick={() => void duplicate(request)}>
          Duplicate
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} look="danger" onClick={() => setIsDeleting(true)}>
          Delete
        </MenuItem>
      </Menu>
      <DeleteRequestDialog
        integrationId={integrationId}
        request={isDeleting ? request : null}
        onClose={() => setIsDeleting(false)}
        onDone={() => router.replace(pagePath(place, 'integrations', integrationId))}
      />
    </>
  )
}
