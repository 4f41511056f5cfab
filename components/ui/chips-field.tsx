'use client'

import { CircleExclamationPoint, X } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import styles from './chips-field.module.css'
import { classNames } from './class-names.ts'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import { noAssistance } from './text-field.tsx'
import { usePaused } from './use-paused.ts'

type ChipsFieldProps = {
  label: string
  isOptional?: boolean
  aside?: ReactNode
  hint?: ReactNode
  /** What is wrong with the list; what is wrong with an entry stands in `problemOf`. */
  error?: ReactNode
  placeholder: string
  /** What one of them is called: "host". */
  noun: string
  values: string[]
  onChange: (values: string[]) => void
  /** What is typed and is no entry yet. */
  draft: string
  onDraft: (draft: string) => void
  onBlur?: () => void
  /** Why an entry will not do. It stays, marked, until somebody corrects or removes it. */
  problemOf: (value: string) => string | null
  problemText: (value: string, problem: string) => ReactNode
  ref?: Ref<{ focus: () => void }>
}

const separators = /[\s,;]+/

/**
 * Several short texts in one field. Enter, a comma, a space and leaving the field add what is typed, a paste adds
 * several, Backspace takes the last one back to be edited. Each is judged when it is added, and told at the field.
 */
export function ChipsField(props: ChipsFieldProps) {
  const { label, isOptional, aside, hint, error, placeholder, noun, values, onChange, draft, onDraft } = props
  const { onBlur, problemOf, problemText, ref } = props
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), [])

  const add = (text: string) => {
    const entries = text.split(separators).filter((entry) => entry !== '')
    const fresh = [...new Set(entries)].filter((entry) => !values.includes(entry))
    onDraft('')
    if (fresh.length === 0) return
    onChange([...values, ...fresh])
    setSaid(fresh.length === 1 ? `${fresh[0]} added` : `${fresh.length} added`)
  }
  const remove = (value: string) => {
    onChange(values.filter((each) => each !== value))
    setSaid(`${value} removed`)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && draft.trim() !== '') {
      // It adds; the next one submits.
      event.preventDefault()
      add(draft)
    } else if (event.key === 'Backspace' && draft === '') {
      const last = values.at(-1)
      if (last === undefined) return
      event.preventDefault()
      onChange(values.slice(0, -1))
      onDraft(last)
      setSaid(`${last} can be edited`)
    }
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text/plain')
    if (!separators.test(text.trim())) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    add(draft.slice(0, selectionStart ?? 0) + text + draft.slice(selectionEnd ?? 0))
  }

  const paused = usePaused(draft)
  const wrong = [...values, ...(paused !== '' && paused === draft ? [paused] : [])].flatMap((value) => {
    const problem = problemOf(value)
    return problem === null ? [] : [{ value, problem }]
  })
  const told =
    wrong.length > 0 ? wrong.map(({ value, problem }) => <span key={value}>{problemText(value, problem)}</span>) : error
  return (
    <Field
      label={label}
      isOptional={isOptional}
      aside={aside}
      hint={hint}
      error={told && <span className={styles.errors}>{told}</span>}
    >
      {(ids) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text goes to the text; keys are there already
        <div
          className={classNames(styles.box, told ? styles.wrong : null)}
          onMouseDown={(event) => {
            if (event.target !== event.currentTarget) return
            event.preventDefault()
            input.current?.focus()
          }}
        >
          {values.length > 0 && (
            <ul className={styles.chips} aria-label="Added">
              {values.map((value) => (
                <li
                  key={value}
                  className={classNames(styles.chip, wrong.some((each) => each.value === value) && styles.bad)}
                >
                  {wrong.some((each) => each.value === value) && <Icon of={CircleExclamationPoint} size={12} />}
                  <span>{value}</span>
                  <button type="button" aria-label={`Remove ${value}`} onClick={() => remove(value)}>
                    <Icon of={X} size={12} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...noAssistance}
            {...ids}
            ref={input}
            type="text"
            inputMode="url"
            placeholder={placeholder}
            value={draft}
            onChange={(event) => {
              const text = event.target.value
              if (separators.test(text)) add(text)
              else onDraft(text)
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => {
              add(draft)
              onBlur?.()
            }}
          />
          <span className="sr-only" role="status">
            {said && `${said}. ${values.length} ${noun}${values.length === 1 ? '' : 's'}.`}
          </span>
        </div>
      )}
    </Field>
  )
}
