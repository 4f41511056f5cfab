'use client'

import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import styles from './import-progress.module.css'
import type { ImportRun } from './use-import-run.ts'

type ImportProgressProps = { run: ImportRun; isAllOrNothing: boolean; onStop: () => void }

/** How far an import is, and the way to stop it: between two batches, so that it is known what is stored. */
export function ImportProgress({ run, isAllOrNothing, onStop }: ImportProgressProps) {
  const [done, total] = [run.told.length, run.planned.length]
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return (
    <Panel className={styles.progress}>
      <h2 id="import-progress">Importing</h2>
      {isAllOrNothing ? (
        <progress aria-labelledby="import-progress" />
      ) : (
        <progress aria-labelledby="import-progress" max={total} value={done} />
      )}
      <div className={styles.line}>
        <p role="status">
          {isAllOrNothing ? `${total.toLocaleString('en')} rows, all or nothing` : `${count} rows done`}
        </p>
        {!isAllOrNothing && (
          <Button onClick={onStop} isBusy={run.isStopping} busyLabel="Stopping after this batch…">
            Stop
          </Button>
        )}
      </div>
    </Panel>
  )
}
