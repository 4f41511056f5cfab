'use client'

import { CircleCheck, CircleX, Copy, RefreshCw, TriangleExclamationPoint } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { judgeImportNameAction } from '#app/(console)/[organization]/secrets/import/actions.ts'
import { SecretType } from '#components/secrets/secret-type.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { PreviewRow } from '#lib/imports/schema.ts'
import { aliasProblem, nameProblem } from '#lib/secrets/names.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { type Act, actsOf, type Choice } from './decisions.ts'
import styles from './import-row.module.css'

const actLabels: Record<Act, string> = {
  create: 'Store as new',
  rotate: 'Replace its value',
  rename: 'Other name',
  skip: 'Skip',
}

type ImportRowProps = {
  place: SecretPlace
  row: PreviewRow
  choice: Choice | null
  /** Why it cannot be stored as it is chosen; '' where nothing is chosen; null: it can, or is left out. */
  question: string | null
  onChoose: (choice: Choice) => void
}

/** One row of an import: what it is, what would become of it, and what is to be done. */
export function ImportRow({ place, row, choice, question, onChoose }: ImportRowProps) {
  const acts = actsOf(row)
  const id = useId()
  const isSkipped = choice?.act === 'skip'
  const what = row.name || `line ${row.line}`
  const choose = (act: string) => {
    if (act === 'rename') onChoose({ act, name: '', problem: null })
    else onChoose({ act } as Choice)
  }
  return (
    <tr className={isSkipped ? styles.skipped : undefined} data-open={question !== null || undefined}>
      <td className={styles.line}>
        <span className={styles.word}>Line </span>
        {row.line}
      </td>
      <td className={styles.name}>
        {row.name === '' ? <span className={styles.quiet}>No name</span> : <code>{row.name}</code>}
        {row.typed !== row.name && row.typed !== '' && (
          <span className={styles.typed}>
            in the file: <code>{row.typed}</code>
          </span>
        )}
      </td>
      <td className={styles.type}>
        {row.type && <SecretType type={row.type} />}
        {row.type && <span className={styles.typed}>{sizeOf(row)}</span>}
      </td>
      <td className={styles.verdict}>
        <Verdict row={row} />
        {row.warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            <Icon of={TriangleExclamationPoint} size={13} />
            {warning}
          </p>
        ))}
      </td>
      <td className={styles.decision}>
        {acts.length === 1 ? (
          <span className={styles.quiet}>Left out</span>
        ) : (
          <select
            aria-label={`Decision for ${what}`}
            aria-invalid={question === '' && choice === null ? true : undefined}
            className={classNames(control.input, styles.select)}
            value={choice?.act ?? ''}
            onChange={(event) => choose(event.target.value)}
            autoComplete="off"
          >
            {choice === null && <option value="">Decide…</option>}
            {acts.map((act) => (
              <option key={act} value={act}>
                {actLabels[act]}
              </option>
            ))}
          </select>
        )}
        {choice?.act === 'rename' && (
          <NewName
            place={place}
            id={id}
            label={`New name for ${what}`}
            choice={choice}
            error={question || null}
            onChoose={onChoose}
          />
        )}
        {choice?.act === 'create' && question && <FieldError>{question}</FieldError>}
      </td>
    </tr>
  )
}

function sizeOf({ bytes, lines }: PreviewRow): string {
  const size = bytes < 1024 ? `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}` : `${Math.ceil(bytes / 1024)} KiB`
  return lines > 1 ? `${size}, ${lines} lines` : size
}

function Verdict({ row: { verdict, problem, existing, sameAs } }: { row: PreviewRow }) {
  const state = existing && existing.status !== 'active' ? ` It is ${existing.status}.` : ''
  const exists = existing && (existing.problem ?? `Stored already, at version ${existing.version}.${state}`)
  if (verdict === 'invalid') {
    return (
      <>
        <Badge tone="bad" icon={CircleX}>
          Cannot be stored
        </Badge>
        <p>{problem?.message}</p>
      </>
    )
  }
  if (verdict === 'duplicate') {
    return (
      <>
        <Badge tone="warn" icon={Copy}>
          Twice in the file
        </Badge>
        <p>
          {sameAs.length === 1 ? `Line ${sameAs[0]} has` : `Lines ${sameAs.join(', ')} have`} the same name. {exists}
        </p>
      </>
    )
  }
  if (verdict === 'conflict') {
    return (
      <>
        <Badge tone="warn" icon={RefreshCw}>
          Exists already
        </Badge>
        <p>{exists}</p>
      </>
    )
  }
  return (
    <Badge tone="quiet" icon={CircleCheck}>
      New
    </Badge>
  )
}

type NewNameProps = {
  place: SecretPlace
  id: string
  label: string
  choice: Extract<Choice, { act: 'rename' }>
  error: string | null
  onChoose: (choice: Choice) => void
}

/** Another name for a row: judged by its rules with every letter, and by what is stored once the typing pauses. */
function NewName({ place, id, label, choice, error, onChoose }: NewNameProps) {
  const { name, problem } = choice
  const latest = useRef(onChoose)
  useEffect(() => {
    latest.current = onChoose
  })
  useEffect(() => {
    if (name === '' || problem) return
    const timer = setTimeout(async () => {
      const judged = await judgeImportNameAction({ ...place, name }).catch(() => null)
      if (judged?.ok && judged.data.problem) latest.current({ act: 'rename', name, problem: judged.data.problem })
    }, 400)
    return () => clearTimeout(timer)
  }, [place, name, problem])

  const type = (typed: string) => {
    const next = place.domain === undefined ? typed : typed.toLowerCase()
    const wrong = next === '' ? null : place.domain === undefined ? nameProblem(next) : aliasProblem(next)
    onChoose({ act: 'rename', name: next, problem: wrong })
  }
  return (
    <div className={styles.rename}>
      <input
        {...noAssistance}
        type="text"
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={classNames(control.input, control.mono)}
        value={name}
        onChange={(event) => type(event.target.value)}
      />
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
