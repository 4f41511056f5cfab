import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import type { PublicError } from '#lib/core/result.ts'
import styles from './templates.module.css'

type EditorProblemProps = { problem: PublicError; isDirty: boolean; onLoad: () => void }

/** Why a template was not saved or sent, and the way on. */
export function EditorProblem({ problem, isDirty, onLoad }: EditorProblemProps) {
  return (
    <div className={styles.problem}>
      {problem.code === 'stale_version' ? (
        <LostEditNote message={problem.message} onLoad={onLoad}>
          {isDirty && <p>What you typed is still here until you load it.</p>}
        </LostEditNote>
      ) : (
        <SaveProblem error={problem} />
      )}
    </div>
  )
}
