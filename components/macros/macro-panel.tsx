'use client'

import { ArrowLeft, Search } from 'lucide-react'
import { type KeyboardEvent, useCallback, useId, useState } from 'react'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { SecretChoice } from '#lib/choices/schema.ts'
import { type MacroCategory, type MacroManagerProps, macroCategoryLabels } from './macro-choice.ts'
import { MacroFoot } from './macro-foot.tsx'
import type { MacroItem } from './macro-item.ts'
import { MacroOptions } from './macro-options.tsx'
import styles from './macros.module.css'
import { useMacroItems } from './use-macro-items.ts'

const searched: Record<MacroCategory, string> = {
  event: 'Search event fields',
  recipient: 'Search recipient fields',
  steps: 'Search earlier steps',
  variables: 'Search variables',
  secrets: 'Search secrets',
}

type MacroPanelProps = Omit<MacroManagerProps, 'isOpen' | 'isBeside'> & { searchId: string }

/** Categories, a search, and what it finds: arrows choose, Enter puts it in, Esc leads back. */
export function MacroPanel(props: MacroPanelProps) {
  const { categories, first, choices, empty, form, host, secretsRefused, searchId, onInsert, onClose } = props
  const [category, setCategory] = useState<MacroCategory>(first ?? categories[0] ?? 'secrets')
  const [of, setOf] = useState<SecretChoice | null>(null)
  const [q, setQ] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const found = useMacroItems({ category, of, q, choices, form, host })
  const isRefused = category === 'secrets' && secretsRefused !== undefined
  const items = isRefused ? [] : found.items
  const at = Math.min(active, Math.max(0, items.length - 1))
  const optionId = useCallback((index: number) => `${id}-${index}`, [id])

  const show = (next: { category?: MacroCategory; of?: SecretChoice | null }) => {
    setCategory(next.category ?? category)
    setOf(next.of ?? null)
    setQ('')
    setActive(0)
  }
  const choose = (item: MacroItem) => {
    if ('parts' in item) return show({ of: item.parts })
    // The next search begins anew.
    show({})
    onInsert(item.text)
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = (to: number) => {
      event.preventDefault()
      setActive(Math.max(0, Math.min(items.length - 1, to)))
    }
    if (event.key === 'ArrowDown') move(at + 1)
    else if (event.key === 'ArrowUp') move(at - 1)
    else if (event.key === 'Enter') {
      event.preventDefault()
      const item = items[at]
      if (item) choose(item)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (of) show({})
      else if (q !== '') show({ category })
      else onClose()
    }
  }

  return (
    <div className={styles.panel}>
      <fieldset className={styles.categories}>
        <legend className="sr-only">Category</legend>
        {categories.map((each) => (
          <FilterChip key={each} isPressed={each === category} onClick={() => show({ category: each })}>
            {macroCategoryLabels[each]}
          </FilterChip>
        ))}
      </fieldset>
      {of && (
        <button type="button" className={styles.back} onClick={() => show({})}>
          <Icon of={ArrowLeft} size={14} />
          <span className="sr-only">Back from</span>
          <code>secrets.{of.name}</code>
        </button>
      )}
      <div className={styles.search}>
        <Icon of={Search} size={14} />
        <input
          {...noAssistance}
          id={searchId}
          type="text"
          role="combobox"
          data-no-insertion=""
          data-autofocus=""
          data-keeps-escape=""
          aria-label={of ? 'Part of the secret' : searched[category]}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? optionId(at) : undefined}
          placeholder={of ? (of.type === 'json' ? 'Key, or pointer like /db/password' : 'Part') : searched[category]}
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setActive(0)
          }}
          onKeyDown={keys}
        />
      </div>
      <div className={styles.list}>
        {isRefused ? (
          <p className={styles.note}>{secretsRefused}</p>
        ) : found.error ? (
          <LoadProblem error={found.error} onRetry={found.retry} />
        ) : (
          <MacroOptions
            id={`${id}-list`}
            label={of ? `Parts of ${of.name}` : macroCategoryLabels[category]}
            items={items}
            active={at}
            optionId={optionId}
            onPoint={setActive}
            onChoose={choose}
          />
        )}
        {!isRefused && found.isLoading && (
          <div className={styles.loading} aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        )}
        {!isRefused && !found.error && items.length === 0 && !found.isLoading && (
          <p className={styles.note}>{nothing(category, { q, of }) ?? empty?.[category as 'event'] ?? ''}</p>
        )}
        {found.isMore && !isRefused && <p className={styles.note}>There are more: search for their names.</p>}
      </div>
      <p className="sr-only" role="status">
        {found.isLoading ? 'Loading' : items.length === 1 ? '1 found' : `${items.length} found`}
      </p>
      <MacroFoot
        category={category}
        form={form}
        mayCreateSecrets={found.mayCreateSecrets && !isRefused}
        onInsert={onInsert}
      />
    </div>
  )
}

/** Why there is nothing to choose; null: the page around knows. */
function nothing(category: MacroCategory, { q, of }: { q: string; of: SecretChoice | null }): string | null {
  if (of) return of.type === 'json' ? 'Type the key, or a pointer like /db/password.' : 'It has no such part.'
  if (q.trim() !== '') return `Nothing has “${q.trim()}” in its name.`
  if (category === 'variables') return 'This domain has no variables yet.'
  return category === 'secrets' ? 'There is no secret to name yet.' : null
}
