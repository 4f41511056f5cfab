'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { usePlace } from '#components/data/use-place.ts'
import { ListFoot } from '#components/ui/list-foot.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import { countLimit, type ListSort, type SecretListItem } from '#lib/secrets/schema.ts'
import { countText } from './count-text.ts'
import { NoSecret } from './no-secret.tsx'
import { RefusedNote } from './refused-note.tsx'
import { type Asked, SecretDialogs } from './secret-dialogs.tsx'
import { SecretFilters } from './secret-filters.tsx'
import styles from './secret-list-view.module.css'
import type { SecretRights } from './secret-rights.ts'
import type { RowOptions } from './secret-row.tsx'
import { SecretTable } from './secret-table.tsx'
import { SelectedDialogs } from './selected-dialogs.tsx'
import { type ManyKind, SelectionBar } from './selection-bar.tsx'
import { useChangeSelected } from './use-change-selected.tsx'
import { useFocusAfter } from './use-focus-after.ts'
import { usePlaceName } from './use-place-name.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { SecretList } from './use-secret-list.ts'
import type { useSecretQuery } from './use-secret-query.ts'
import { useSelection } from './use-selection.ts'

type SecretListViewProps = {
  shown: ReturnType<typeof useSecretQuery>
  list: SecretList
  rights: SecretRights
  onEdit: (id: string) => void
}

/** Search, filters, the rows, what can be done with one of them and with several. */
export function SecretListView({ shown, list, rights, onEdit }: SecretListViewProps) {
  const { query, direction } = shown
  const placeName = usePlaceName()
  const { secrets, counts } = list
  const root = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [askedMany, setAskedMany] = useState<ManyKind | null>(null)
  // As they were seen when a dialog opened: what a list reads anew behind it is not what was agreed to.
  const [agreed, setAgreed] = useState<SecretListItem[]>([])
  const isSelectable = rights.mayArchive || rights.mayEdit || rights.mayRestore
  const selection = useSelection(secrets)
  const focus = useFocusAfter(root)

  const many = useChangeSelected(() => {
    setAskedMany(null)
    selection.clear()
    focus.settle()
  })
  const goTo = (row: number) => root.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-row-link]`)?.focus()
  const { chosen } = useRowKeys({
    count: secrets.length,
    search,
    onChoose: goTo,
    onEdit: rights.mayEdit
      ? (row) => secrets[row] && secrets[row].status !== 'archived' && onEdit(secrets[row].id)
      : undefined,
    onToggle: isSelectable ? (row, isRange) => secrets[row] && selection.toggle(secrets[row].id, isRange) : undefined,
    onEnd: list.loadMore,
    onEscape: selection.ids.size > 0 ? selection.clear : undefined,
  })

  const ask = useCallback(
    (next: Asked) => {
      focus.remember()
      setAsked(next)
    },
    [focus.remember],
  )
  const options = useMemo<RowOptions>(
    () => ({ rights, isSelectable, onToggle: selection.toggle, onEdit, onAsk: ask }),
    [rights, isSelectable, selection.toggle, onEdit, ask],
  )
  const askMany = (kind: ManyKind) => {
    many.forgetProblem()
    // Nothing breaks by it, and the toast says what came of it.
    if (kind === 'restore') void many.change('restore', selection.selected)
    else {
      setAgreed(selection.selected)
      setAskedMany(kind)
    }
  }
  const total = counts?.[query.status] ?? null

  return (
    <div ref={root}>
      <SecretFilters
        query={query}
        counts={counts}
        typed={shown.typed}
        onType={shown.setTyped}
        onShow={(changes) => {
          selection.clear()
          many.forgetRefused()
          shown.show(changes)
        }}
        sorts={useSorts()}
        search={search}
      />
      {many.refused && <RefusedNote refused={many.refused} onDismiss={many.forgetRefused} />}
      {list.error && <LoadProblem error={list.error} onRetry={list.retry} />}
      {list.isLoading ? (
        !list.error && <SkeletonRows label="Loading secrets" />
      ) : list.isEmpty ? (
        <NoSecret query={query} counts={counts} placeName={placeName} onShow={shown.show} />
      ) : (
        <Panel className={list.error ? styles.below : undefined}>
          <SecretTable
            secrets={secrets}
            total={total !== null && total <= countLimit ? total : null}
            isBusy={list.isStale}
            chosen={chosen}
            selected={selection.ids}
            sort={query.sort}
            direction={direction}
            onSort={shown.sortBy}
            onToggleAll={selection.toggleAll}
            options={options}
          />
          <ListFoot
            shown={secrets.length}
            {...(total !== null && { total: Math.min(total, countLimit), totalIsMore: total > countLimit })}
            hasMore={list.hasMore}
            isBusy={list.isLoadingMore}
            onMore={list.loadMore}
          />
        </Panel>
      )}
      {selection.selected.length > 0 && (
        <SelectionBar
          count={selection.selected.length}
          isArchived={query.status === 'archived'}
          rights={rights}
          isBusy={many.isBusy}
          problem={askedMany === null ? many.problem : null}
          onAsk={askMany}
          onClear={() => {
            selection.clear()
            focus.settle()
          }}
        />
      )}
      <p className="sr-only" role="status">
        {list.isSettled && (query.q !== '' || query.status !== 'all' || query.type !== null)
          ? `${countText(total) ?? secrets.length} found`
          : ''}
      </p>
      <SecretDialogs asked={asked} rights={rights} onAsk={setAsked} onDone={focus.settle} />
      <SelectedDialogs
        asked={askedMany}
        secrets={agreed}
        problem={many.problem}
        isBusy={many.isBusy}
        onChange={(kind, expiresOn) => void many.change(kind, agreed, expiresOn)}
        onClose={() => setAskedMany(null)}
      />
    </div>
  )
}

/** Columns by which a list can be sorted, for a screen without column heads. */
function useSorts(): { value: ListSort; label: string }[] {
  const isOfDomain = usePlace().domain !== undefined
  return [
    { value: 'updated', label: 'Last updated' },
    ...(isOfDomain ? [] : [{ value: 'created' as const, label: 'Created' }]),
    { value: 'name', label: isOfDomain ? 'Alias' : 'Secret name' },
  ]
}
