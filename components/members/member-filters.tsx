'use client'

import { useRef } from 'react'
import { useSearchKey } from '#components/data/use-search-key.ts'
import { ChipMenu } from '#components/ui/chip-menu.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import {
  type MemberPage,
  type MemberQuery,
  memberRoles,
  memberStatuses,
  memberStatusLabels,
  type OrganizationRole,
} from '#lib/members/schema.ts'
import styles from './members.module.css'
import { labelOf } from './role-labels.ts'

type MemberFiltersProps = {
  typed: string
  onType: (text: string) => void
  query: MemberQuery
  onChange: (changes: { role?: string | null; status?: string | null }) => void
  counts: MemberPage['counts'] | undefined
  /** Who sees the roles of the organization: a Domain Admin does not. */
  roles: readonly OrganizationRole[]
}

/** Whom the list shows. */
export function MemberFilters({ typed, onType, query, onChange, counts, roles }: MemberFiltersProps) {
  const search = useRef<HTMLInputElement>(null)
  useSearchKey(search)
  const all = counts && counts.active + counts.suspended + counts.invited
  const seen = memberRoles.filter((role) => roles.length > 1 || role === 'domain_admin' || role === 'editor')
  return (
    <search className={styles.filters} aria-label="Members">
      <div className={styles.search}>
        <SearchField ref={search} label="Search members" shortcut="/" value={typed} onChange={onType} />
      </div>
      <span className={styles.rule} />
      <div className={styles.chips}>
        <FilterChip isPressed={query.status === null} count={all} onClick={() => onChange({ status: null })}>
          All
        </FilterChip>
        {memberStatuses.map((status) => (
          <FilterChip
            key={status}
            isPressed={query.status === status}
            count={counts?.[status]}
            onClick={() => onChange({ status: query.status === status ? null : status })}
          >
            {memberStatusLabels[status]}
          </FilterChip>
        ))}
      </div>
      <div className={styles.end}>
        <ChipMenu
          label="Role"
          any="Any role"
          value={query.role}
          options={seen.map((value) => ({ value, label: labelOf(value) }))}
          onChange={(role) => onChange({ role })}
        />
      </div>
    </search>
  )
}
