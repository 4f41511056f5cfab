'use client'

import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { dayText } from './day-text.ts'

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

const dateOf = (day: string | null) => (day === null ? 'none' : dayText(day))

function differences(opened: SecretDetails, current: SecretDetails): string[] {
  const changes: [field: string, from: string, to: string][] = [
    ['Name', opened.name, current.name],
    ['Description', opened.description || 'none', current.description || 'none'],
    ['Allowed domains', opened.allowedHosts.join(', ') || 'any', current.allowedHosts.join(', ') || 'any'],
    ['Expiration date', dateOf(opened.expiresOn), dateOf(current.expiresOn)],
  ]
  const said = changes.filter(([, from, to]) => from !== to).map(([field, from, to]) => `${field}: ${from} → ${to}.`)
  if (current.version !== opened.version) said.unshift(`The value is version ${current.version} now.`)
  if (current.status !== opened.status) said.push(`The secret is ${current.status}.`)
  return said
}
