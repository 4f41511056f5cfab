'use client'

import { ChevronDown } from 'lucide-react'
import type { Ref } from 'react'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import {
  type ListSort,
  type ListStatus,
  listStatuses,
  type SecretCounts,
  type SecretQuery,
  type SecretType,
  secretTypeLabels,
  secretTypes,
} from '#lib/secrets/schema.ts'
import { countText } from './count-text.ts'
import styles from './secret-filters.module.css'

const statusLabels: Record<ListStatus, string> = {
  all: 'All',
  active: 'Active',
  expiring: 'Expiring',
  expired: 'Expired',
  revoked: 'Revoked',
  archived: 'Archived',
}

/** Where there is no room for all, these stand under "More". */
const rareStatuses: ListStatus[] = ['expired', 'revoked', 'archived']

type SecretFiltersProps = {
  query: SecretQuery
  counts: SecretCounts | undefined
  typed: string
  onType: (text: string) => void
  onShow: (changes: Partial<SecretQuery>) => void
  sorts: { value: ListSort; label: string }[]
  search: Ref<HTMLInputElement>
}

/** The search, the states with how many there are, the types; on a small screen also the order. */
export function SecretFilters({ query, counts, typed, onType, onShow, sorts, search }: SecretFiltersProps) {
  const isRare = rareStatuses.includes(query.status)
  return (
    <search className={styles.bar} aria-label="Secrets">
      <SearchField ref={search} label="Search secrets" shortcut="/" value={typed} onChange={onType} />
      <span className={styles.rule} aria-hidden="true" />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields; these act at once */}
      <div className={styles.chips} role="group" aria-label="State">
        {listStatuses.map((status) => (
          <FilterChip
            key={status}
            isPressed={query.status === status}
            count={countText(counts?.[status])}
            className={rareStatuses.includes(status) ? styles.rare : undefined}
            onClick={() => onShow({ status })}
          >
            {statusLabels[status]}
          </FilterChip>
        ))}
        <div className={styles.small}>
          <Menu
            align="start"
            trigger={
              <FilterChip
                data-on={isRare ? '' : undefined}
                count={isRare ? countText(counts?.[query.status]) : undefined}
              >
                {isRare ? statusLabels[query.status] : 'More'}
                <Icon of={ChevronDown} size={14} />
              </FilterChip>
            }
          >
            <MenuChoice
              label="State"
              closesOnChoice
              value={query.status}
              options={rareStatuses.map((status) => ({
                value: status,
                label: [statusLabels[status], countText(counts?.[status])].filter(Boolean).join(' '),
              }))}
              onChange={(status) => onShow({ status })}
            />
          </Menu>
        </div>
      </div>
      <div className={styles.end}>
        <div className={styles.small}>
          <Menu
            trigger={
              <FilterChip>
                Sort
                <Icon of={ChevronDown} size={14} />
              </FilterChip>
            }
          >
            <MenuChoice
              label="Sort by"
              closesOnChoice
              value={query.sort}
              options={sorts}
              onChange={(sort) => onShow({ sort, direction: null })}
            />
          </Menu>
        </div>
        <Menu
          width={220}
          trigger={
            <FilterChip data-on={query.type ? '' : undefined}>
              Type: {query.type ? secretTypeLabels[query.type] : 'any'}
              <Icon of={ChevronDown} size={14} />
            </FilterChip>
          }
        >
          <MenuChoice<SecretType | 'any'>
            label="Type"
            closesOnChoice
            value={query.type ?? 'any'}
            options={[
              { value: 'any', label: 'Any' },
              ...secretTypes.map((type) => ({ value: type, label: secretTypeLabels[type] })),
            ]}
            onChange={(type) => onShow({ type: type === 'any' ? null : type })}
          />
        </Menu>
      </div>
    </search>
  )
}
