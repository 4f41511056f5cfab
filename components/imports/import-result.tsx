'use client'

import { CircleCheck, CircleExclamationPoint, TriangleExclamationPoint } from 'lucide-react'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SignInAgain } from '#components/ui/sign-in-again.tsx'
import table from '#components/ui/table.module.css'
import type { ImportPreview } from '#lib/imports/schema.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { ImportFoot } from './import-foot.tsx'
import { listPath } from './import-paths.ts'
import styles from './import-result.module.css'
import { failuresOf, restOf, sentencesOf } from './result-of.ts'
import type { ImportRun } from './use-import-run.ts'

type ImportResultProps = {
  place: SecretPlace
  preview: ImportPreview
  run: ImportRun
  isAllOrNothing: boolean
  /** Goes on with the rows that were not reached. */
  onGoOn: () => void
  /** Back to the decisions, where nothing was stored. */
  onBack: () => void
  onStartOver: () => void
}

/** What became of an import, row by row where something did not. */
export function ImportResult({ place, preview, run, isAllOrNothing, onGoOn, onBack, onStartOver }: ImportResultProps) {
  const rest = restOf(run)
  const failures = failuresOf(run, preview, isAllOrNothing)
  const isWhole = run.problem === null && !run.isStopped && failures.length === 0
  const [first, ...more] = sentencesOf(run, preview, isAllOrNothing)
  const isSignedOut = run.problem?.code === 'unauthenticated'
  return (
    <>
      <Note
        tone={isWhole ? 'ok' : run.problem ? 'bad' : 'warn'}
        icon={isWhole ? CircleCheck : run.problem ? CircleExclamationPoint : TriangleExclamationPoint}
        role="status"
        actions={isSignedOut && <SignInAgain />}
      >
        <p>
          <b>{first}</b>
        </p>
        {more.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Note>
      {failures.length > 0 && (
        <div className={styles.failures}>
          <Section
            title={
              failures.length === 1
                ? '1 row was not stored'
                : `${failures.length.toLocaleString('en')} rows were not stored`
            }
            id="import-failures"
          >
            <Panel>
              <table className={`${table.table} ${styles.table}`}>
                <thead>
                  <tr>
                    <th scope="col" className={styles.lineColumn}>
                      Line
                    </th>
                    <th scope="col" className={styles.nameColumn}>
                      Name
                    </th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {failures.map(({ row, line, name, message }) => (
                    <tr key={row}>
                      <td>{line}</td>
                      <td>
                        <code>{name}</code>
                      </td>
                      <td>{message}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          </Section>
        </div>
      )}
      <ImportFoot note={null}>
        {isAllOrNothing && run.problem ? (
          <Button look="main" onClick={onBack}>
            Back to the decisions
          </Button>
        ) : rest.length > 0 ? (
          <>
            <ButtonLink href={listPath(place)}>Go to the secrets</ButtonLink>
            <Button look="main" onClick={onGoOn}>
              {rest.length === 1 ? 'Import the remaining row' : `Import the other ${rest.length.toLocaleString('en')}`}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onStartOver}>Import more</Button>
            <ButtonLink look="main" href={listPath(place)}>
              Go to the secrets
            </ButtonLink>
          </>
        )}
      </ImportFoot>
    </>
  )
}
