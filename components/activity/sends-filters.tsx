'use client'

import { X } from 'lucide-react'
import { useFrame } from '#components/frame/frame-context.tsx'
import { ChipMenu } from '#components/ui/chip-menu.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { type SendQuery, sendFilters } from '#lib/usages/schema.ts'
import styles from './log-filters.module.css'
import { sendStateLabels } from './send-words.ts'

type SendsFiltersProps = {
  query: SendQuery
  onShow: (changes: Partial<SendQuery>) => void
  /** What the one secret is called whose sends are shown, if it is known. */
  secretName: string | null
}

/** What came of a send, of which domain it was, and which secret it used. */
export function SendsFilters({ query, onShow, secretName }: SendsFiltersProps) {
  const { domains } = useFrame()
  return (
    <search className={styles.bar} aria-label="Sends">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields; these act at once */}
      <div className={styles.chips} role="group" aria-label="Result">
        <FilterChip isPressed={query.result === null} onClick={() => onShow({ result: null })}>
          All
        </FilterChip>
        {sendFilters.map((result) => (
          <FilterChip key={result} isPressed={query.result === result} onClick={() => onShow({ result })}>
            {result === 'unknown' ? 'Outcome unknown' : sendStateLabels[result]}
          </FilterChip>
        ))}
        {query.secret && (
          <FilterChip isPressed onClick={() => onShow({ secret: null })}>
            Only {secretName ?? 'one secret'}
            <Icon of={X} size={14} />
            <span className="sr-only">Show sends of every secret</span>
          </FilterChip>
        )}
      </div>
      {domains.length > 1 && (
        <div className={styles.end}>
          <ChipMenu
            label="Domain"
            value={query.domain}
            any="Any domain"
            options={domains.map(({ slug, name }) => ({ value: slug, label: name }))}
            onChange={(domain) => onShow({ domain })}
          />
        </div>
      )}
    </search>
  )
}
