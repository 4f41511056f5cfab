'use client'

import { memo, startTransition, useEffect, useRef, useState } from 'react'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import { type RowOptions, SecretRow } from './secret-row.tsx'

type SecretPageRowsProps = {
  secrets: SecretListItem[]
  /** The place of its first row in the whole list. */
  start: number
  chosen: number | null
  selected: ReadonlySet<string>
  columns: number
  options: RowOptions
}

/** How far from view rows are still kept. */
const margin = '1500px'

/**
 * A part of a long list. Far from view its rows are left out and an empty one of their height stands for them, so that
 * a list of any length costs what is in view; a part that has the focus, or the chosen row beside it, stays.
 */
export const SecretPageRows = memo(function SecretPageRows(props: SecretPageRowsProps) {
  const { secrets, start, chosen, selected, columns, options } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const [height, setHeight] = useState<number | null>(null)
  const isBesideChosen = chosen !== null && chosen >= start - 1 && chosen <= start + secrets.length

  useEffect(() => {
    const element = body.current
    if (!element || !('IntersectionObserver' in window)) return
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)?.isIntersecting
        // There is time until they come into view: a click or a letter typed meanwhile goes first.
        if (isNear || element.contains(document.activeElement)) startTransition(() => setHeight(null))
        // Not of the empty row: that one has the height already.
        else setHeight((old) => old ?? element.getBoundingClientRect().height)
      },
      { rootMargin: `${margin} 0px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <tbody ref={body}>
      {height !== null && !isBesideChosen ? (
        <tr>
          <td colSpan={columns} style={{ height }} />
        </tr>
      ) : (
        secrets.map((secret, index) => (
          <SecretRow
            key={secret.id}
            secret={secret}
            index={start + index}
            isChosen={chosen === start + index}
            isSelected={selected.has(secret.id)}
            options={options}
          />
        ))
      )}
    </tbody>
  )
})
