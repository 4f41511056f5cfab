'use client'

import { X } from 'lucide-react'
import { type Ref, useState } from 'react'
import { useFrame } from '#components/frame/frame-context.tsx'
import { ChipMenu } from '#components/ui/chip-menu.tsx'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import {
  type ChangeGroup,
  type ChangeLogFacets,
  type ChangeLogQuery,
  changeGroupLabels,
  changeGroups,
  changeKindLabels,
  changeKinds,
} from '#lib/changelog/schema.ts'
import { DayFields } from './day-fields.tsx'
import { type DayRange, dayRanges, rangeOf } from './day-ranges.ts'
import styles from './log-filters.module.css'

type LogFiltersProps = {
  query: ChangeLogQuery
  facets: ChangeLogFacets | undefined
  typed: string
  onType: (text: string) => void
  onShow: (changes: Partial<ChangeLogQuery>) => void
  search: Ref<HTMLInputElement>
  /** A secret's own log is of one domain and of one group. */
  isOwnLog: boolean
  /** What the one subject is called that is shown, if there is one. */
  subjectName: string | null
}

/** The search, the kinds with how many there are, and who, what, where and when. */
export function LogFilters(props: LogFiltersProps) {
  const { query, facets, typed, onType, onShow, search, isOwnLog, subjectName } = props
  const { domains } = useFrame()
  const timeZone = useTimeZone()
  const [isChoosingDays, setIsChoosingDays] = useState(false)
  const range = rangeOf(query, timeZone)
  const showsDays = isChoosingDays || range === 'chosen'
  return (
    <search className={styles.bar} aria-label={isOwnLog ? 'Change logs' : 'Activity'}>
      <SearchField
        ref={search}
        label={isOwnLog ? 'Search change logs' : 'Search activity'}
        shortcut="/"
        value={typed}
        onChange={onType}
      />
      <span className={styles.rule} aria-hidden="true" />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields; these act at once */}
      <div className={styles.chips} role="group" aria-label="Kind">
        {changeKinds.map((kind) => (
          <FilterChip
            key={kind}
            isPressed={query.kind === kind}
            count={countText(facets?.counts[kind])}
            onClick={() => onShow({ kind })}
          >
            {changeKindLabels[kind]}
          </FilterChip>
        ))}
        {query.subject && !isOwnLog && (
          <FilterChip isPressed onClick={() => onShow({ subject: null })}>
            Only {subjectName ?? 'one subject'}
            <Icon of={X} size={14} />
            <span className="sr-only">Show every subject</span>
          </FilterChip>
        )}
      </div>
      <div className={styles.end}>
        {!isOwnLog && domains.length > 1 && (
          <ChipMenu
            label="Domain"
            value={query.domain}
            any="Any domain"
            options={domains.map(({ slug, name }) => ({ value: slug, label: name }))}
            onChange={(domain) => onShow({ domain })}
          />
        )}
        {!isOwnLog && (
          <ChipMenu
            label="About"
            value={query.group}
            any="Anything"
            options={changeGroups.map((group) => ({ value: group, label: changeGroupLabels[group] }))}
            onChange={(group) => onShow({ group: group as ChangeGroup | null })}
          />
        )}
        <ChipMenu
          label="Who"
          value={query.actor}
          any="Anyone"
          options={(facets?.actors ?? []).map(({ actor, name }) => ({ value: actor, label: name }))}
          onChange={(actor) => onShow({ actor })}
        />
        <ChipMenu<DayRange>
          label="When"
          value={showsDays ? 'chosen' : range}
          any="Any time"
          options={dayRanges}
          onChange={(chosen) => {
            setIsChoosingDays(chosen === 'chosen')
            if (chosen !== 'chosen') onShow(daysOf(chosen, timeZone))
          }}
        />
      </div>
      {showsDays && <DayFields from={query.from} to={query.to} onChange={onShow} />}
    </search>
  )
}

const daysOf = (range: DayRange | null, timeZone: string) =>
  dayRanges.find(({ value }) => value === range)?.days(timeZone) ?? { from: null, to: null }

const countText = (found: { count: number; isMore: boolean } | undefined): string | undefined =>
  found && `${found.count.toLocaleString('en')}${found.isMore ? '+' : ''}`
