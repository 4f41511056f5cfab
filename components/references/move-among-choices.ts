import type { KeyboardEvent } from 'react'

/**
 * Arrow keys, Home and End among the choices of a panel; from the first one up is its search again, and so is a letter that
 * is typed on a choice.
 */
export function moveAmongChoices(event: KeyboardEvent<HTMLElement>, panel: HTMLElement | null): void {
  const choices = [...(panel?.querySelectorAll<HTMLElement>('[data-choice]') ?? [])]
  const search = panel?.querySelector<HTMLInputElement>('input')
  const isInSearch = event.target === search
  // The button beside a choice belongs to its line.
  const line = (event.target as HTMLElement).closest('li')
  const at = choices.findIndex((choice) => choice === event.target || (line?.contains(choice) ?? false))
  const go = (to: HTMLElement | null | undefined) => {
    if (!to) return
    event.preventDefault()
    to.focus()
  }
  if (event.key === 'ArrowDown') go(choices[at + 1])
  else if (event.key === 'ArrowUp') go(at === 0 ? search : choices[at - 1])
  else if (event.key === 'Home' && !isInSearch) go(choices[0])
  else if (event.key === 'End' && !isInSearch) go(choices.at(-1))
  else if (
    !isInSearch &&
    event.key.length === 1 &&
    event.key !== ' ' &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey
  )
    search?.focus()
}
