'use client'

import Editor, { loader } from '@monaco-editor/react'
import * as monaco from 'monaco-editor/editor/editor.api'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/wordOperations/register'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef, useState } from 'react'
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

// From node_modules: the package would fetch the editor from a CDN, which the page's policy refuses anyway.
loader.config({ monaco })

/**
 * The code editor, reduced to what typing JSON takes: no suggestions, no links, no hover, no worker, none of which the
 * value is any business of. Everything in it is masked but keys and punctuation; when it goes, its text goes with it.
 */
export function JsonEditor(props: JsonEditorProps) {
  const { id, ref, value, isShown, problem } = props
  const [place, setPlace] = useState<HTMLDivElement | null>(null)
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null)
  const legible = useRef<monaco.editor.IEditorDecorationsCollection>(null)
  const wrong = useRef<monaco.editor.IEditorDecorationsCollection>(null)
  const options = useMemo(() => place && editorOptions(place), [place])

  const startsAt = useEffectEvent(() => props.startsAt)
  const onChange = useEffectEvent((text: string) => props.onChange(text))
  const onBlur = useEffectEvent(() => props.onBlur())

  useEffect(() => {
    const model = editor?.getModel()
    if (!place || !editor || !model) return
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
    legible.current = editor.createDecorationsCollection()
    wrong.current = editor.createDecorationsCollection()
    const mask = () => {
      const text = model.getValue()
      const inlineClassName = styles.legible ?? null
      legible.current?.set(
        legibleRanges(text).map(({ start, end }) => ({
          range: rangeOf(model, start, end),
          options: { inlineClassName },
        })),
      )
    }
    const fitHeight = () => {
      place.style.height = `${Math.min(Math.max(editor.getContentHeight(), 10 * 22 + 16), 16 * 22 + 16) + 2}px`
    }
    mask()
    fitHeight()
    const listening = [
      editor.onDidContentSizeChange(fitHeight),
      editor.onDidBlurEditorText(() => onBlur()),
      model.onDidChangeContent(() => {
        mask()
        onChange(model.getValue())
      }),
    ]
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts())
    const offset = startsAt()
    if (offset !== null) {
      editor.setPosition(model.getPositionAt(offset))
      editor.focus()
    }
    return () => {
      for (const each of listening) each.dispose()
      if (!model.isDisposed()) model.setValue('')
    }
  }, [place, editor])

  // The page follows the system at once; the editor knows colours only as they were.
  useEffect(() => {
    if (!place) return
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const followScheme = () => showTheme(place)
    scheme.addEventListener('change', followScheme)
    return () => scheme.removeEventListener('change', followScheme)
  }, [place])

  useEffect(() => {
    const input = editor?.getDomNode()?.querySelector('textarea')
    if (!input) return
    input.id = id
    setAttribute(input, 'aria-describedby', props['aria-describedby'])
    setAttribute(input, 'aria-invalid', props['aria-invalid'] && 'true')
  }, [editor, id, props['aria-describedby'], props['aria-invalid']])

  useEffect(() => {
    const model = editor?.getModel()
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
  }, [editor, problem])

  useImperativeHandle(
    ref,
    () => ({
      focus: () => editor?.focus(),
      goTo: (offset) => {
        const position = editor?.getModel()?.getPositionAt(offset)
        if (!position) return
        editor?.setPosition(position)
        editor?.revealPositionInCenterIfOutsideViewport(position)
      },
    }),
    [editor],
  )

  return (
    <div
      ref={setPlace}
      data-keeps-escape=""
      data-value-field=""
      data-wrong={problem ? '' : undefined}
      className={isShown ? styles.editor : `${styles.editor} ${styles.masked}`}
    >
      {place && options && (
        <Editor
          value={value}
          language="postern-json"
          theme="postern"
          options={options}
          // It would outlive the drawer in the package's own memory.
          saveViewState={false}
          loading={null}
          beforeMount={() => {
            prepareLanguage()
            showTheme(place)
          }}
          onMount={setEditor}
        />
      )}
    </div>
  )
}

function rangeOf(model: monaco.editor.ITextModel, start: number, end: number): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end))
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
