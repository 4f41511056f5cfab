'use client'

import { Archive, ArchiveRestore, CalendarClock } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { maxSelected } from '#lib/secrets/schema.ts'
import type { SecretRights } from './secret-rights.ts'
import styles from './selection-bar.module.css'

export type ManyKind = 'archive' | 'restore' | 'expiration'

type SelectionBarProps = {
  count: number
  isArchived: boolean
  rights: SecretRights
  isBusy: boolean
  /** Why nothing of it was done. */
  problem: PublicError | null
  onAsk: (kind: ManyKind) => void
  onClear: () => void
}

/** What can be done with the ticked secrets, in view as long as there are any. */
export function SelectionBar({ count, isArchived, rights, isBusy, problem, onAsk, onClear }: SelectionBarProps) {
  return (
    <section className={styles.bar} aria-label="Selected secrets">
      <p role="status">
        {count.toLocaleString('en')} selected
        {count >= maxSelected && <span className={styles.most}>, the most at once</span>}
      </p>
      <div>
        {isArchived && rights.mayRestore && (
          <Button
            size="small"
            icon={ArchiveRestore}
            isBusy={isBusy}
            busyLabel="Restoring…"
            onClick={() => onAsk('restore')}
          >
            Restore
          </Button>
        )}
        {!isArchived && rights.mayArchive && (
          <Button size="small" icon={Archive} onClick={() => onAsk('archive')}>
            Archive
          </Button>
        )}
        {!isArchived && rights.mayEdit && (
          <Button size="small" icon={CalendarClock} onClick={() => onAsk('expiration')}>
            Set expiration
          </Button>
        )}
        <Button size="small" look="quiet" onClick={onClear}>
          Clear
        </Button>
      </div>
      {problem && <SaveProblem error={problem} />}
    </section>
  )
}
