'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { SecretBadge } from '#components/secrets/secret-badge.tsx'
import { secretTypeIcons } from '#components/secrets/secret-type.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { SecretChoice } from '#lib/choices/schema.ts'
import { secretTypeLabels } from '#lib/secrets/schema.ts'
import { choiceNote, mustChoosePart } from './choice-note.ts'
import { secretChoices } from './choice-queries.ts'
import type { ChosenSecret } from './chosen-secret.ts'
import { ClosePicker } from './close-picker.tsx'
import { moveAmongChoices } from './move-among-choices.ts'
import { PickerParts } from './picker-parts.tsx'
import styles from './secret-picker.module.css'

type PickerPanelProps = {
  purpose: 'integration' | 'webhook'
  host: string | null
  takesPair: boolean
  onChoose: (chosen: ChosenSecret) => void
  onCreate: () => void
  onEdit: (secret: SecretChoice) => void
}

/** The secrets that may stand somewhere: search as you type, arrow keys through what is found, Enter chooses. */
export function PickerPanel({ purpose, host, takesPair, onChoose, onCreate, onEdit }: PickerPanelProps) {
  const place = useDomainPlace()
  const { domains } = useFrame()
  const [typed, setTyped] = useState('')
  const [ofParts, setOfParts] = useState<SecretChoice | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const list = useQuery(secretChoices(place, { q: useDeferredValue(typed.trim()), purpose, host }))
  const items = list.data?.items ?? []
  const domainName = domains.find(({ slug }) => slug === place.domain)?.name ?? place.domain
  const groups = [
    { title: domainName, items: items.filter(({ level }) => level === 'domain') },
    { title: 'Organization', items: items.filter(({ level }) => level === 'organization') },
  ].filter((group) => group.items.length > 0)

  const choose = (secret: SecretChoice) => {
    if (mustChoosePart(secret, takesPair)) setOfParts(secret)
    else onChoose({ name: secret.name, part: null, type: secret.type })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const isInSearch = event.target instanceof HTMLInputElement
    if (event.key === 'Enter' && isInSearch) {
      event.preventDefault()
      const [first] = groups.flatMap((group) => group.items)
      if (first) choose(first)
    } else moveAmongChoices(event, panel.current)
  }

  if (ofParts) {
    return (
      <PickerParts
        secret={ofParts}
        onBack={() => setOfParts(null)}
        onChoose={(part) => onChoose({ name: ofParts.name, part, type: ofParts.type })}
      />
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move among the buttons inside
    <div ref={panel} className={styles.panel} onKeyDown={onKeyDown}>
      <div className={styles.search}>
        <SearchField label="Search secrets" value={typed} onChange={setTyped} />
        <span className={styles.found} role="status">
          {list.isSuccess && `${items.length}${list.data.isMore ? '+' : ''} found`}
        </span>
        <ClosePicker />
      </div>
      <div className={styles.list}>
        {list.isError ? (
          <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <SkeletonRows label="Loading secrets" />
        ) : groups.length === 0 ? (
          <p className={styles.none}>
            {typed.trim() === '' ? 'There are no secrets here yet.' : 'No secret has this in its name or description.'}
          </p>
        ) : (
          groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <p className={styles.group} aria-hidden="true">
                {group.title}
              </p>
              <ul>
                {group.items.map((secret) => (
                  <li key={secret.id} className={styles.row}>
                    <ChoiceButton secret={secret} host={host} takesPair={takesPair} onClick={() => choose(secret)} />
                    {secret.mayEdit && (
                      <button
                        type="button"
                        className={styles.edit}
                        aria-label={`Edit value of ${secret.name}`}
                        onClick={() => onEdit(secret)}
                      >
                        <Icon of={Pencil} size={14} />
                        <span>Edit value</span>
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))
        )}
        {list.data?.isMore && <p className={styles.none}>There are more. Type more of the name.</p>}
      </div>
      {list.data?.mayCreate && (
        <div className={styles.foot}>
          <button type="button" className={styles.create} data-choice="" onClick={onCreate}>
            <Icon of={Plus} size={14} />
            Create new secret
          </button>
        </div>
      )}
    </div>
  )
}

type ChoiceButtonProps = { secret: SecretChoice; host: string | null; takesPair: boolean; onClick: () => void }

function ChoiceButton({ secret, host, takesPair, onClick }: ChoiceButtonProps) {
  const { note, isUsable } = choiceNote(secret, { host, takesPair })
  return (
    <button
      type="button"
      className={styles.choice}
      data-choice=""
      data-off={isUsable ? undefined : ''}
      onClick={onClick}
    >
      <Icon of={secretTypeIcons[secret.type]} />
      <span className={styles.name}>{secret.name}</span>
      <span className={styles.type}>{secretTypeLabels[secret.type]}</span>
      <span className={styles.note}>
        {note ??
          (secret.status !== 'active' || (secret.daysLeft !== null && secret.daysLeft <= 30) ? (
            <SecretBadge status={secret.status} daysLeft={secret.daysLeft} />
          ) : null)}
      </span>
    </button>
  )
}
