'use client'

import { GitMergeConflict } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'

type LostEditProps = {
  opened: SecretDetails
  current: SecretDetails
  /** Who changed it and when, in the server's words. */
  message: string
  onLoad: () => void
}

/** Somebody else saved first: nothing was changed, and this is what they did. */
export function LostEdit({ opened, current, message, onLoad }: LostEditProps) {
  return (
    <Note
      tone="bad"
      icon={GitMergeConflict}
      role="alert"
      actions={
        <Button size="small" onClick={onLoad}>
          Load the current version
        </Button>
      }
    >
      <p>
        <strong>{message}</strong>
      </p>
      <p>{[...differences(opened, current), 'What you typed is still here, except the value.'].join(' ')}</p>
    </Note>
  )
}

function differences(opened: SecretDetails, current: SecretDetails): string[] {
  const said: string[] = []
  if (current.version !== opened.version) said.push(`The value is version ${current.version} now.`)
  if (current.description !== opened.description) {
    said.push(`Description: ${opened.description || 'none'} → ${current.description || 'none'}.`)
  }
  if (current.status !== opened.status) said.push(`The secret is ${current.status}.`)
  return said
}
