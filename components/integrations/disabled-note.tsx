'use client'

import { CirclePause } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { useIntegrationChanges } from './use-integration-changes.tsx'

type DisabledNoteProps = { integration: { id: string; name: string }; className?: string | undefined }

/** That nothing is sent through an integration, and the way back. */
export function DisabledNote({ integration, className }: DisabledNoteProps) {
  const { disable, isBusy } = useIntegrationChanges(integration)
  return (
    <Note
      tone="info"
      icon={CirclePause}
      {...(className !== undefined && { className })}
      actions={
        <Button size="small" isBusy={isBusy} busyLabel="Enabling…" onClick={() => void disable(false)}>
          Enable
        </Button>
      }
    >
      <p>
        <strong>Nothing is sent through {integration.name} while it is disabled.</strong> Its requests can still be
        edited; a test of one is refused.
      </p>
    </Note>
  )
}
