'use client'

import { ArrowLeft, CornerDownLeft } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { SecretChoice } from '#lib/choices/schema.ts'
import { parsePart } from '#lib/references/parse-part.ts'
import { ClosePicker } from './close-picker.tsx'
import { moveAmongChoices } from './move-among-choices.ts'
import styles from './secret-picker.module.css'

type PickerPartsProps = {
  secret: SecretChoice
  onBack: () => void
  /** '#username', '#/db/password'; null: the whole. */
  onChoose: (part: string | null) => void
}

/** Which part of a pair or of a JSON secret is named: one of those that are known, or one that is typed. */
export function PickerParts({ secret, onBack, onChoose }: PickerPartsProps) {
  const panel = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const errorId = useId()
  const isJson = secret.type === 'json'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A form inside a portal also bubbles to the forms around it in React's tree.
    event.stopPropagation()
    const part = typed.trim().replace(/^#/, '')
    const parsed = parsePart(part)
    if (part === '') setProblem('Enter a key, or a pointer such as /db/password.')
    else if (parsed.ok) onChoose(`#${part}`)
    else setProblem(`This is no part: ${parsed.message}.`)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move among the buttons inside
    <div ref={panel} className={styles.panel} onKeyDown={(event) => moveAmongChoices(event, panel.current)}>
      <div className={styles.partsHead}>
        <Button look="quiet" size="small" icon={ArrowLeft} onClick={onBack}>
          All secrets
        </Button>
        <p>
          A part of <code>{secret.name}</code>
        </p>
        <ClosePicker />
      </div>
      <ul className={styles.list}>
        {secret.parts.map((part, index) => (
          <li key={part} className={styles.row}>
            <button
              type="button"
              className={styles.choice}
              data-choice=""
              // biome-ignore lint/a11y/noAutofocus: what was pressed to come here is gone
              autoFocus={index === 0}
              onClick={() => onChoose(part)}
            >
              <span className={styles.name}>{part}</span>
            </button>
          </li>
        ))}
        {isJson && (
          <li className={styles.row}>
            <button type="button" className={styles.choice} data-choice="" onClick={() => onChoose(null)}>
              <span className={styles.name}>The whole object</span>
              <span className={styles.note}>as JSON, outside of quotes</span>
            </button>
          </li>
        )}
      </ul>
      {isJson && (
        <form className={styles.typedPart} method="post" autoComplete="off" noValidate onSubmit={submit}>
          <label>
            <span>Another key or pointer</span>
            <span className={styles.partField}>
              <input
                {...noAssistance}
                value={typed}
                placeholder="/db/password"
                aria-invalid={problem ? true : undefined}
                aria-describedby={problem ? errorId : undefined}
                // biome-ignore lint/a11y/noAutofocus: what was pressed to come here is gone
                autoFocus={secret.parts.length === 0}
                onChange={(event) => {
                  event.stopPropagation()
                  setTyped(event.target.value)
                  setProblem(null)
                }}
              />
              <button type="submit" aria-label="Use this part">
                <Icon of={CornerDownLeft} size={14} />
              </button>
            </span>
          </label>
          {problem && (
            <div id={errorId}>
              <FieldError>{problem}</FieldError>
            </div>
          )}
        </form>
      )}
    </div>
  )
}
