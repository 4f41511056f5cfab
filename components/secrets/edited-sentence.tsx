import type { ReactNode } from 'react'
import type { SecretChanged, SecretDetails } from '#lib/secrets/schema.ts'
import { dayText } from './day-text.ts'
import type { editInput } from './edit-secret-fields.ts'

type Changed = SecretChanged
type Input = ReturnType<typeof editInput>

/** What is now true of a secret that was edited. */
export function editedSentence(opened: SecretDetails, input: Input, changed: Changed): ReactNode {
  const name = <code>{changed.name}</code>
  if (changed.version > opened.version) {
    return (
      <>
        {name} has a new value (version {changed.version}).
      </>
    )
  }
  if (input.description !== opened.description) return <>{name} has a new description.</>
  if (input.expiresOn === null) return <>{name} does not expire any more.</>
  return (
    <>
      {name} can be used until {dayText(input.expiresOn)}.
    </>
  )
}
