'use client'

import { CircleExclamationPoint } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { Note } from '#components/ui/note.tsx'
import styles from './refused-note.module.css'
import type { Refused } from './use-change-selected.tsx'

const words: Record<Refused['kind'], string> = {
  archive: 'not archived',
  restore: 'not restored',
  expiration: 'not given the date',
}

/** Which of several secrets were left as they are, and why each. It stays until it is read. */
export function RefusedNote({ refused, onDismiss }: { refused: Refused; onDismiss: () => void }) {
  const { kind, of, secrets } = refused
  return (
    <Note
      tone="bad"
      icon={CircleExclamationPoint}
      role="alert"
      className={styles.note}
      actions={
        <Button size="small" onClick={onDismiss}>
          Dismiss
        </Button>
      }
    >
      <p>
        <strong>
          {secrets.length} of {of} {of === 1 ? 'secret' : 'secrets'} {secrets.length === 1 ? 'was' : 'were'}{' '}
          {words[kind]}.
        </strong>
      </p>
      <ul className={styles.list}>
        {secrets.map(({ id, name, message }) => (
          <li key={id}>
            {name && (
              <>
                <code>{name}</code>:{' '}
              </>
            )}
            <CodeText text={message} />
          </li>
        ))}
      </ul>
    </Note>
  )
}
