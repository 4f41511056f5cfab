'use client'

import * as monaco from 'monaco-editor/editor/editor.api'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/wordOperations/register'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react'
import type { JsonProblem } from '#lib/secrets/json-value.ts'
import styles from './json-editor.module.css'
import { editorOptions, prepareLanguage, showTheme } from './json-editor-setup.ts'
import { legibleRanges } from './legible-ranges.ts'

export type JsonEditorHandle = { focus: () => void; goTo: (offset: number) => void }

export type JsonEditorProps = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  ref: Ref<JsonEditorHandle>
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  isShown: boolean
  problem: JsonProblem | null
  /** Takes the focus, with the cursor there. */
  startsAt: number | null
}

/**
 * The code editor, reduced to what typing JSON takes: no suggestions, no links, no hover, no worker, none of which the
 * value is any business of. Everything in it is masked but keys and punctuation; when it goes, its text goes with it.
 */
export function JsonEditor(props: JsonEditorProps) {
  const { id, ref, value, isShown, problem } = props
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null)
  const legible = useRef<monaco.editor.IEditorDecorationsCollection>(null)
  const wrong = useRef<monaco.editor.IEditorDecorationsCollection>(null)

  const onChange = useEffectEvent((text: string) => props.onChange(text))
  const onBlur = useEffectEvent(() => props.onBlur())

  const mount = useEffectEvent((place: HTMLDivElement) => {
    prepareLanguage()
    showTheme(place)
    // The page follows the system at once; the editor knows colours only as they were.
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const followScheme = () => showTheme(place)
    scheme.addEventListener('change', followScheme)
    const model = monaco.editor.createModel(props.value, 'postern-json')
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
    const made = monaco.editor.create(place, { ...editorOptions(place), model })
    const mask = () => {
      const text = model.getValue()
      const options = { inlineClassName: styles.legible ?? null }
      legible.current?.set(
        legibleRanges(text).map(({ start, end }) => ({ range: rangeOf(model, start, end), options })),
      )
    }
    editor.current = made
    legible.current = made.createDecorationsCollection()
    wrong.current = made.createDecorationsCollection()
    mask()
    const fitHeight = () => {
      place.style.height = `${Math.min(Math.max(made.getContentHeight(), 10 * 22 + 16), 16 * 22 + 16) + 2}px`
    }
    made.onDidContentSizeChange(fitHeight)
    fitHeight()
    model.onDidChangeContent(() => {
      mask()
      onChange(model.getValue())
    })
    made.onDidBlurEditorText(() => onBlur())
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts())
    if (props.startsAt !== null) {
      made.setPosition(model.getPositionAt(props.startsAt))
      made.focus()
    }
    return () => {
      scheme.removeEventListener('change', followScheme)
      model.setValue('')
      made.dispose()
      model.dispose()
      editor.current = null
    }
  })

  useEffect(() => (box.current ? mount(box.current) : undefined), [])

  // A value that was changed from outside (Format): as an edit, so that Ctrl-Z takes it back.
  useEffect(() => {
    const model = editor.current?.getModel()
    if (model && model.getValue() !== value) {
      editor.current?.executeEdits('form', [{ range: model.getFullModelRange(), text: value }])
    }
  }, [value])

  useEffect(() => {
    const input = box.current?.querySelector('textarea')
    if (!input) return
    input.id = id
    setAttribute(input, 'aria-describedby', props['aria-describedby'])
    setAttribute(input, 'aria-invalid', props['aria-invalid'] && 'true')
  }, [id, props['aria-describedby'], props['aria-invalid']])

  useEffect(() => {
    const model = editor.current?.getModel()
    if (!model) return
    if (!problem) return wrong.current?.clear()
    const at = rangeOf(model, problem.offset, Math.min(problem.offset + problem.length, model.getValueLength()))
    wrong.current?.set([
      { range: at, options: { inlineClassName: styles.squiggle ?? null } },
      {
        range: new monaco.Range(at.startLineNumber, 1, at.startLineNumber, 1),
        options: {
          isWholeLine: true,
          className: styles.wrongLine ?? null,
          marginClassName: styles.wrongLine ?? null,
          lineNumberClassName: styles.wrongNumber ?? null,
          glyphMarginClassName: styles.wrongMark ?? null,
        },
      },
    ])
  }, [problem])

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    goTo: (offset) => {
      const position = editor.current?.getModel()?.getPositionAt(offset)
      if (!position) return
      editor.current?.setPosition(position)
      editor.current?.revealPositionInCenterIfOutsideViewport(position)
    },
  }))

  return (
    <div
      ref={box}
      data-keeps-escape=""
      data-value-field=""
      data-wrong={problem ? '' : undefined}
      className={isShown ? styles.editor : `${styles.editor} ${styles.masked}`}
    />
  )
}

function rangeOf(model: monaco.editor.ITextModel, start: number, end: number): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end))
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
