'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ClipboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './control.module.css'
import { Field } from './field.tsx'
import { IconButton } from './icon-button.tsx'
import { keepLineBreaks, shownText } from './keep-line-breaks.ts'
import { noAssistance } from './text-field.tsx'

type MaskedFieldProps = {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  onBlur?: (() => void) | undefined
  /** Where the field gets focus from when it is the first that is wrong. */
  ref?: Ref<{ focus: () => void }> | undefined
  aside?: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** For what is part of the value but no secret, like a username: nothing is masked. */
  isPlain?: boolean | undefined
  /** A question about what was typed, in place of an error. */
  question?: ReactNode
}

/**
 * A value while it is typed: masked unless asked, remembered by nobody. It is a text input whose characters are drawn
 * as dots, because browsers offer to save what stands in a password input, and drop its line breaks: a value pasted
 * with those turns the field into a text area, and stays as it was given.
 */
export function MaskedField(props: MaskedFieldProps) {
  const { label, name, value, onChange, onBlur, ref, aside, isPlain = false, hint, error, question } = props
  const [isAsked, setIsShown] = useState(false)
  const isShown = isPlain || isAsked
  const [wasArea, setWasArea] = useState(false)
  const control = useRef<HTMLInputElement | HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => ({ focus: () => control.current?.focus() }), [])
  const statusId = useId()

  const shown = shownText(value)
  const lines = shown === '' ? 1 : shown.replace(/\n$/, '').split('\n').length
  // Once an area, it stays one while it is edited: taking its last break away must not take the focus away.
  const isArea = wasArea || shown.includes('\n')
  if (isArea !== wasArea) setWasArea(isArea)

  const insert = (event: { preventDefault: () => void }, text: string) => {
    const target = control.current
    if (isArea || !target || !/[\r\n]/.test(text)) return
    event.preventDefault()
    onChange(value.slice(0, target.selectionStart ?? 0) + text + value.slice(target.selectionEnd ?? 0))
    // The area replaces the input in the next frame.
    requestAnimationFrame(() => control.current?.focus())
  }

  const typing = {
    ...noAssistance,
    name,
    onBlur: () => {
      if (value === '') setWasArea(false)
      onBlur?.()
    },
    onPaste: (event: ClipboardEvent) => insert(event, event.clipboardData.getData('text/plain')),
    onDrop: (event: React.DragEvent) => insert(event, event.dataTransfer.getData('text/plain')),
    'data-value-field': '',
  }
  const eyeLabel = isShown ? 'Hide while typing' : 'Show while typing'
  const eye = isShown ? EyeOff : Eye
  const toggle = () => setIsShown(!isAsked)

  return (
    <Field
      label={label}
      aside={isArea ? `${lines} ${lines === 1 ? 'line' : 'lines'}` : aside}
      hint={hint}
      error={error}
      tools={
        isArea &&
        !isPlain && (
          <Button look="quiet" size="small" icon={eye} onClick={toggle} aria-pressed={isShown}>
            {eyeLabel}
          </Button>
        )
      }
    >
      {(ids) => (
        <>
          {isArea ? (
            <textarea
              {...typing}
              {...ids}
              ref={control as Ref<HTMLTextAreaElement>}
              rows={Math.min(Math.max(lines, 3), 8)}
              className={classNames(styles.area, styles.mono, !isShown && styles.masked)}
              value={shown}
              onChange={(event) => onChange(keepLineBreaks(value, event.target.value))}
            />
          ) : (
            <div className={styles.box}>
              <input
                {...typing}
                {...ids}
                type="text"
                ref={control as Ref<HTMLInputElement>}
                className={isShown ? styles.mono : styles.masked}
                value={value}
                onChange={(event) => onChange(event.target.value)}
              />
              {!isPlain && (
                <IconButton label={eyeLabel} icon={eye} size="small" onClick={toggle} aria-pressed={isShown} />
              )}
            </div>
          )}
          <p id={statusId} className="sr-only" role="status">
            {isArea ? `${lines} lines. Line breaks are kept as they were pasted.` : ''}
          </p>
          {question}
        </>
      )}
    </Field>
  )
}
