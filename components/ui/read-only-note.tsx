import { Lock } from 'lucide-react'
import { Note } from '#components/ui/note.tsx'
import styles from './read-only-note.module.css'

/** One line for whoever may only look: who can change what is shown. */
export function ReadOnlyNote({ of = 'secrets', admins }: { of?: string; admins: string[] }) {
  return (
    <Note tone="info" icon={Lock} className={styles.note}>
      <p>
        <strong>Only admins can change {of}.</strong>
        {admins.length > 0 &&
          ` Ask ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(admins)} for a change.`}
      </p>
    </Note>
  )
}
