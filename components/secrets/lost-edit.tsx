'use client'

import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'

type LostEditProps = {
  opened: SecretDetails
  current: SecretDetails
  /** Who changed it and when, in the server's words. */
  message: string
  onLoad: () => void
}

/** Somebody else saved the secret first: nothing was changed, and this is what they did. */
export function LostEdit({ opened, current, message, onLoad }: LostEditProps) {
  return (
    <LostEditNote message={message} onLoad={onLoad}>
      <p>{[...differences(opened, current), 'What you typed is still here, except the value.'].join(' ')}</p>
    </LostEditNote>
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
