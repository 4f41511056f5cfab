import type { ChangeEvent, FocusEvent } from 'react'
import { type FieldPath, type FieldValues, get, type UseFormReturn } from 'react-hook-form'

/**
 * When a form says what is wrong before it is submitted: of a field that was left with something in it, and from then
 * on with every change until it is right. A field that was only passed through is no mistake yet.
 */
export function judgeAsTyped<Fields extends FieldValues>(form: UseFormReturn<Fields>) {
  const fieldOf = (target: EventTarget): FieldPath<Fields> | null => {
    const name = target instanceof Element ? target.getAttribute('name') : null
    return name && get(form.getValues(), name) !== undefined ? (name as FieldPath<Fields>) : null
  }
  return {
    onBlur: ({ target }: FocusEvent<HTMLElement>) => {
      const field = fieldOf(target)
      const value: unknown = field && get(form.getValues(), field)
      const isEmpty = value === '' || (Array.isArray(value) && value.length === 0)
      if (field && !isEmpty) void form.trigger(field)
    },
    onChange: ({ target }: ChangeEvent<HTMLElement>) => {
      const field = fieldOf(target)
      if (field && form.getFieldState(field).error) void form.trigger(field)
    },
  }
}
