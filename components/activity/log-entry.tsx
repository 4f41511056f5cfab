'use client'

import {
  Archive,
  ArchiveRestore,
  ArrowRight,
  Ban,
  Clock,
  Download,
  Eye,
  History,
  KeyRound,
  KeySquare,
  LogIn,
  LogOut,
  type LucideIcon,
  OctagonPause,
  OctagonX,
  Pencil,
  Play,
  RefreshCw,
  ShieldCheck,
  Trash2,
} from 'lucide-react'
import Link from 'next/link'
import { Fragment } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { clockText, exactTime } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import styles from './log-entry.module.css'
import { fieldsOf, type LogPart, logWords } from './log-words.ts'

/** What somebody is who has no role. */
const actorKindWords: Record<ChangeLogItem['actorKind'], string> = {
  person: '',
  token: '(API token)',
  operator: 'operator',
  system: 'system',
}

type Look = { icon: LucideIcon; tone?: 'accent' | 'bad' | 'warn' }

const looks: Record<string, Look> = {
  'secret.created': { icon: KeyRound },
  'secret.rotated': { icon: RefreshCw, tone: 'accent' },
  'secret.reactivated': { icon: RefreshCw, tone: 'accent' },
  'secret.version_made_current': { icon: History, tone: 'accent' },
  'secret.revealed': { icon: Eye, tone: 'warn' },
  'secret.revoked': { icon: Ban, tone: 'bad' },
  'secret.archived': { icon: Archive },
  'secret.restored': { icon: ArchiveRestore },
  'secret.deleted': { icon: Trash2, tone: 'bad' },
  'secret.exported': { icon: Download },
  'secret.expires_soon': { icon: Clock, tone: 'warn' },
  'sends.stopped': { icon: OctagonPause, tone: 'bad' },
  'sends.resumed': { icon: Play },
  'token.created': { icon: KeySquare },
  'token.revoked': { icon: Ban, tone: 'bad' },
  'log.exported': { icon: Download },
  'log.verified': { icon: ShieldCheck },
  'person.signed_in': { icon: LogIn },
  'person.signed_out': { icon: LogOut },
}

/** Who did what, when and from where; a value is never part of it. In a secret's own log it is not named again. */
export function LogEntry({ entry, isOwnLog }: { entry: ChangeLogItem; isOwnLog: boolean }) {
  const timeZone = useTimeZone()
  const at = new Date(entry.at)
  const look: Look =
    entry.outcome === 'refused' ? { icon: OctagonX, tone: 'bad' } : (looks[entry.action] ?? { icon: Pencil })
  const origin = [
    entry.address && `from ${entry.address}`,
    entry.program,
    !isOwnLog && entry.domain && `in ${entry.domain.name}`,
    `entry ${Number(entry.sequence).toLocaleString('en')}`,
  ]
  return (
    <li className={styles.entry}>
      <span className={classNames(styles.mark, look.tone && styles[look.tone])}>
        <Icon of={look.icon} size={14} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <p>
            <b>{entry.actorName}</b>{' '}
            <span className={styles.role}>{entry.actorRole || actorKindWords[entry.actorKind]}</span>{' '}
            {logWords(entry, isOwnLog).map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence are never moved
              <Fragment key={index}>
                {index > 0 && part !== ':' ? ' ' : ''}
                <Words part={part} entry={entry} />
              </Fragment>
            ))}
          </p>
          <time dateTime={entry.at} title={exactTime(at, timeZone)}>
            <span aria-hidden="true">{clockText(at, timeZone)}</span>
            <span className="sr-only">{exactTime(at, timeZone)}</span>
          </time>
        </div>
        <FieldChanges entry={entry} />
        <p className={styles.origin}>
          {origin.filter(Boolean).join(' · ')}
          {' · '}
          <code title={entry.hash}>
            {entry.hash.slice(0, 4)}…{entry.hash.slice(-4)}
          </code>
        </p>
      </div>
    </li>
  )
}

function Words({ part, entry }: { part: LogPart; entry: ChangeLogItem }) {
  if (typeof part === 'string') return part
  if ('code' in part) return <code>{part.code}</code>
  if ('aside' in part) return <span className={styles.aside}>{part.aside}</span>
  return <Subject entry={entry} />
}

/** What it happened to: a link to the secret, or, where that is gone, to all that the log knows of it. */
function Subject({ entry }: { entry: ChangeLogItem }) {
  const { organization } = useFrame()
  if (entry.subjectKind !== 'secret' || !entry.subjectId) return <b className={styles.thing}>{entry.subjectName}</b>
  const { secretAt } = entry
  const href = secretAt
    ? `${pagePath({ organization: organization.slug, domain: secretAt.domain ?? undefined }, 'secrets', entry.subjectId)}?tab=changes`
    : `${pagePath({ organization: organization.slug }, 'activity')}?subject=${entry.subjectId}`
  return (
    <Link className={styles.secret} href={href} prefetch={false}>
      {entry.subjectName}
    </Link>
  )
}

/** Fields that hold what a machine reads. */
const machineFields = new Set(['Allowed domains', 'Alias', 'Name', 'URL', 'Path', 'Header', 'Headers', 'Body'])

/** An instant, which the log keeps as machines write it. */
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** Fields as they were and are. */
function FieldChanges({ entry }: { entry: ChangeLogItem }) {
  const timeZone = useTimeZone()
  const said = (value: string) => (instant.test(value) ? exactTime(new Date(value), timeZone) : value)
  const changes = fieldsOf(entry)
  if (changes.length === 0) return null
  return (
    <dl className={styles.changes}>
      {changes.map(([name, { from, to }]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={machineFields.has(name) ? styles.mono : undefined}>
            <span className="sr-only">from </span>
            {from === null ? <span className={styles.none}>none</span> : <del>{said(from)}</del>}
            <Icon of={ArrowRight} size={14} />
            <span className="sr-only"> to </span>
            {to === null ? <span className={styles.none}>none</span> : <ins>{said(to)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
