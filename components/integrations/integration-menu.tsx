'use client'

import { CirclePause, CirclePlay, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { IntegrationListItem } from '#lib/integrations/schema.ts'
import { useIntegrationChanges } from './use-integration-changes.tsx'

type IntegrationMenuProps = {
  integration: Pick<IntegrationListItem, 'id' | 'name' | 'isDisabled' | 'rowVersion' | 'requestCount'>
  look?: 'other' | 'quiet'
  size?: 'normal' | 'small'
  onDelete: () => void
}

/** What is rarely done to an integration. */
export function IntegrationMenu({ integration, look = 'other', size = 'normal', onDelete }: IntegrationMenuProps) {
  const { duplicate, disable, isBusy } = useIntegrationChanges(integration)
  return (
    <Menu
      trigger={
        <IconButton
          label={`More actions for ${integration.name}`}
          icon={Ellipsis}
          look={look}
          size={size}
          aria-busy={isBusy || undefined}
        />
      }
    >
      <MenuItem icon={Copy} onClick={() => void duplicate()}>
        Duplicate
      </MenuItem>
      {integration.isDisabled ? (
        <MenuItem icon={CirclePlay} onClick={() => void disable(false)}>
          Enable
        </MenuItem>
      ) : (
        <MenuItem icon={CirclePause} onClick={() => void disable(true)}>
          Disable
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={Trash2} look="danger" onClick={onDelete}>
        Delete
      </MenuItem>
    </Menu>
  )
}
