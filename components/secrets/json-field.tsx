'use client'

import { applyEdits, format } from 'jsonc-parser'
import { Eye, EyeOff } from 'lucide-react'
import {
  type ComponentType,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CodeText } from '#components/ui/code-text.tsx'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { jsonProblem } from '#lib/secrets/json-value.ts'
import type { JsonEditorHandle, JsonEditorProps } from './json-editor.tsx'

type JsonFieldProps = {
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  ref: Ref<{ focus: () => void }>
  aside?: ReactNode
  hint?: ReactNode
  error?: string | undefined
}

/**
 * A JSON value while it is typed. The editor is loaded when somebody chose JSON, and not before; until it is there, and
 * if it cannot come, a masked text area takes what is typed.
 */
export function JsonField({ value, onChange, onBlur, ref, aside, hint, error }: JsonFieldProps) {
  const [Editor, setEditor] = useState<ComponentType<JsonEditorProps> | null>(null)
  const [isShown, setIsShown] = useState(false)
  const plain = useRef<HTMLTextAreaElement>(null)
  const editor = useRef<JsonEditorHandle>(null)
  // Whoever types already when the editor comes goes on typing in it.
  const takeOver = useRef<number | null>(null)
  const focus = () => (editor.current ?? plain.current)?.focus()
  useImperativeHandle(ref, () => ({ focus }))

  useEffect(() => {
    let isGone = false
    import('./json-editor.tsx').then(
      (module) => {
        if (isGone) return
        takeOver.current = document.activeElement === plain.current ? (plain.current?.selectionStart ?? 0) : null
        setEditor(() => module.JsonEditor)
      },
      () => {},
    )
    return () => {
      isGone = true
    }
  }, [])

  const problem = useMemo(() => (error && value !== '' ? jsonProblem(value) : null), [error, value])

  const tidy = () => {
    const wrong = jsonProblem(value)
    if (wrong) editor.current?.goTo(wrong.offset)
    else onChange(applyEdits(value, format(value, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })))
    focus()
  }

  return (
    <div data-needs-width="">
      <Field
        label="Value"
        aside={aside}
        hint={hint}
        error={error && <CodeText text={error} />}
        tools={
          <>
            <Button
              look="quiet"
              size="small"
              icon={isShown ? EyeOff : Eye}
              aria-pressed={isShown}
              onClick={() => setIsShown(!isShown)}
            >
              {isShown ? 'Hide while typing' : 'Show while typing'}
            </Button>
            <Button look="quiet" size="small" onClick={tidy}>
              Format
            </Button>
          </>
        }
      >
        {(ids) =>
          Editor ? (
            <Editor
              {...ids}
              ref={editor}
              value={value}
              onChange={onChange}
              onBlur={onBlur}
              isShown={isShown}
              problem={problem}
              startsAt={takeOver.current}
            />
          ) : (
            <textarea
              {...noAssistance}
              {...ids}
              ref={plain}
              rows={8}
              className={classNames(control.area, control.mono, !isShown && control.masked)}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              onBlur={onBlur}
              data-value-field=""
            />
          )
        }
      </Field>
    </div>
  )
}
