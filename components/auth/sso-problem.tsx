import { CircleExclamationPoint } from 'lucide-react'
import { Note } from '#components/ui/note.tsx'
import styles from './sso-button.module.css'

/** Why somebody came back from the identity provider without what they went for, above what they can do instead. */
export function SsoProblem({ children }: { children: string }) {
  return (
    <Note tone="bad" icon={CircleExclamationPoint} role="alert" className={styles.problem}>
      {children}
    </Note>
  )
}
