'use client'

import { type FocusEvent, useCallback, useRef, useState } from 'react'

type TextControl = HTMLTextAreaElement | HTMLInputElement

const isTextControl = (target: EventTarget): target is TextControl =>
  (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')) &&
  !('noInsertion' in target.dataset)

/**
 * Remembers which text field had the focus last, and puts text in at its cursor as typing would: it can be undone, and
 * the form hears of it. `onFocus` goes on an element around the fields that take text; `field` is the name of the last.
 */
export function useInsertion() {
  const last = useRef<TextControl | null>(null)
  const [field, setField] = useState<string | null>(null)

  const onFocus = useCallback(({ target, currentTarget }: FocusEvent) => {
    // What has the focus in a portal is no field of this element, though React says so.
    if (!isTextControl(target) || !currentTarget.contains(target)) return
    last.current = target
    setField(target.name)
  }, [])

  /** Where no field had the focus yet, `fallback` names the one that text goes to. */
  const insert = useCallback((text: string, fallback?: TextControl | null) => {
    const control = last.current?.isConnected ? last.current : fallback
    if (!control) return
    control.focus()
    // What a browser does for typing, with its undo; where it does not know it, the text alone.
    if (document.execCommand('insertText', false, text)) return
    control.setRangeText(text, control.selectionStart ?? 0, control.selectionEnd ?? 0, 'end')
    control.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  }, [])

  /** Back to where it was left. */
  const focus = useCallback(() => last.current?.focus(), [])

  return { onFocus, insert, focus, field }
}
