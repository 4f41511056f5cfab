'use client'

import { Archive, ArrowRight, KeyRound, type LucideIcon, OctagonX, Pencil, RefreshCw } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { clockText, exactTime } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import styles from './change-log.module.css'

const looks: Record<string, { icon: LucideIcon; tone?: 'accent' | 'bad' }> = {
  'secret.created': { icon: KeyRound },
  'secret.rotated': { icon: RefreshCw, tone: 'accent' },
  'secret.edited': { icon: Pencil },
  'secret.archived': { icon: Archive },
}

/** Who did what, when and from where; a value is never part of it. */
export function ChangeLogEntry({ entry }: { entry: ChangeLogItem }) {
  const timeZone = useTimeZone()
  const at = new Date(entry.at)
  const isRefused = entry.outcome === 'refused'
  const look = isRefused ? { icon: OctagonX, tone: 'bad' as const } : (looks[entry.action] ?? { icon: Pencil })
  return (
    <li className={styles.entry}>
      <span className={classNames(styles.mark, look.tone && styles[look.tone])}>
        <Icon of={look.icon} size={14} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <p>
            <b>{entry.actorName}</b>{' '}
            <span className={styles.role}>
              {entry.actorRole || (entry.actorKind === 'person' ? '' : entry.actorKind)}
            </span>{' '}
            <Deed entry={entry} />
          </p>
          <time dateTime={entry.at}>
            <span aria-hidden="true">{clockText(at, timeZone)}</span>
            <span className="sr-only">{exactTime(at, timeZone)}</span>
          </time>
        </div>
        <FieldChanges entry={entry} />
        <p className={styles.origin}>
          {[
            entry.address && `from ${entry.address}`,
            entry.program,
            `entry ${Number(entry.sequence).toLocaleString('en')}`,
          ]
            .filter(Boolean)
            .join(' · ')}
          {' · '}
          <code>
            {entry.hash.slice(0, 4)}…{entry.hash.slice(-4)}
          </code>
        </p>
      </div>
    </li>
  )
}

function Deed({ entry }: { entry: ChangeLogItem }) {
  const { action, outcome, details } = entry
  const times = details.count && details.count > 1 ? `, ${details.count} times within a minute` : ''
  if (action === 'send.refused') {
    return (
      <>
        was refused a send: {details.code?.replaceAll('_', ' ')} {details.host && <code>{details.host}</code>}
        {times}
      </>
    )
  }
  if (outcome === 'refused') {
    return (
      <>
        was refused: {details.code?.replaceAll('_', ' ') ?? action} {details.host && <code>{details.host}</code>}
        {times}
      </>
    )
  }
  if (action === 'secret.created') {
    const type = details.fields?.['Secret Type']?.to
    return <>created it {type && <span className={styles.aside}>({type})</span>}</>
  }
  if (action === 'secret.rotated') {
    return (
      <>
        replaced the value{' '}
        <span className={styles.aside}>
          (version {details.version?.from} → {details.version?.to}, the value is not logged)
        </span>
      </>
    )
  }
  if (action === 'secret.edited') return 'edited'
  if (action === 'secret.archived') return 'archived it'
  return action
}

/** Fields as they were and are. What the first line already says of a new secret is left out. */
function FieldChanges({ entry }: { entry: ChangeLogItem }) {
  const isNew = entry.action === 'secret.created'
  const changes = Object.entries(entry.details.fields ?? {}).filter(
    ([name]) => !(isNew && (name === 'Alias' || name === 'Secret Type')),
  )
  if (changes.length === 0) return null
  return (
    <dl className={styles.changes}>
      {changes.map(([name, { from, to }]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className="sr-only">from </span>
            {from === null ? <span className={styles.none}>none</span> : <del>{from}</del>}
            <Icon of={ArrowRight} size={14} />
            <span className="sr-only"> to </span>
            {to === null ? <span className={styles.none}>none</span> : <ins>{to}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
