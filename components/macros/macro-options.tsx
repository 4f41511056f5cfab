import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MacroItem } from './macro-item.ts'
import styles from './macros.module.css'

type MacroOptionsProps = {
  id: string
  label: string
  items: MacroItem[]
  /** The place of the one that Enter would choose. */
  active: number
  optionId: (index: number) => string
  onPoint: (index: number) => void
  onChoose: (item: MacroItem) => void
}

/** The lines to choose from, under the headings of their groups. The search field keeps the focus. */
export function MacroOptions({ id, label, items, active, optionId, onPoint, onChoose }: MacroOptionsProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(active))}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, optionId])

  const option = (item: MacroItem, index: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which has the focus
    <div
      key={item.key}
      id={optionId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={index === active}
      data-off={item.isOff || undefined}
      className={styles.option}
      onPointerMove={() => index !== active && onPoint(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(item)}
    >
      <Icon of={item.icon} />
      <span className={styles.what}>
        <span className={styles.name}>{item.name}</span>
        {item.hint && <span className={styles.hint}>{item.hint}</span>}
      </span>
      {item.state && <span className={styles.state}>{item.state}</span>}
      {'parts' in item ? (
        <Icon of={ChevronRight} size={14} />
      ) : (
        !item.state && (
          <span className={styles.insert} aria-hidden="true">
            Insert
          </span>
        )
      )}
    </div>
  )

  const groups = new Map<string | null, [MacroItem, number][]>()
  items.forEach((item, index) => {
    groups.set(item.group, [...(groups.get(item.group) ?? []), [item, index]])
  })
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={styles.options}>
      {[...groups].map(
        ([group, lines]): ReactNode =>
          group === null ? (
            lines.map(([item, index]) => option(item, index))
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
            <div key={group} role="group" aria-label={group}>
              <p className={styles.group} aria-hidden="true">
                {group}
              </p>
              {lines.map(([item, index]) => option(item, index))}
            </div>
          ),
      )}
    </div>
  )
}
