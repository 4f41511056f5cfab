'use client'

import { CircleExclamationPoint, Copy, ShieldAlert, ShieldCheck, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Note } from '#components/ui/note.tsx'
import { dateText } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { LogCheck } from '#lib/changelog/schema.ts'
import styles from './log-verdict.module.css'

type LogVerdictProps = { check: LogCheck | null; problem: string | null; isChecking: boolean; onDismiss: () => void }

/** What verifying the log found, said to everybody; the region is there before, so that it is announced. */
export function LogVerdict({ check, problem, isChecking, onDismiss }: LogVerdictProps) {
  return (
    <div role="status" className={styles.verdict}>
      {isChecking && <p className="sr-only">Checking the log of the organization.</p>}
      {problem && (
        <Banner tone="warn" icon={CircleExclamationPoint} onDismiss={onDismiss}>
          <p>{problem}</p>
        </Banner>
      )}
      {check &&
        (check.isWhole ? (
          <Whole check={check} onDismiss={onDismiss} />
        ) : (
          <Broken check={check} onDismiss={onDismiss} />
        ))}
    </div>
  )
}

function Whole({ check, onDismiss }: { check: Extract<LogCheck, { isWhole: true }>; onDismiss: () => void }) {
  const { organization } = useFrame()
  const timeZone = useTimeZone()
  const toast = useToast()
  const { entries, since, head, durationMs } = check
  const [, hash = ''] = head.split(':')
  const copy = () =>
    navigator.clipboard.writeText(head).then(
      () => toast('The last entry’s number and hash are copied. Keep them outside of Postern.', { icon: Copy }),
      () =>
        toast(
          <>
            The browser does not allow copying here. The last entry is <code>{head}</code>.
          </>,
          { icon: Copy },
        ),
    )
  return (
    <Banner tone="ok" icon={ShieldCheck} onDismiss={onDismiss}>
      <p>
        <strong>The log is whole.</strong>{' '}
        {entries === 1
          ? `The one entry of ${organization.name} is as it was written.`
          : `All ${entries.toLocaleString('en')} entries of ${organization.name} follow each other${since ? `, from ${dateText(new Date(since), timeZone)} to now` : ''}.`}{' '}
        Last hash{' '}
        <code>
          {hash.slice(0, 8)}…{hash.slice(-4)}
        </code>
        . Checked just now in {seconds(durationMs)}.
      </p>
      <Button look="quiet" size="small" icon={Copy} onClick={() => void copy()}>
        Copy last hash
      </Button>
    </Banner>
  )
}

function Broken({ check, onDismiss }: { check: Extract<LogCheck, { isWhole: false }>; onDismiss: () => void }) {
  const { organization } = useFrame()
  const { sequence, reason, secretName, durationMs } = check
  const href = `${pagePath({ organization: organization.slug }, 'activity')}?q=${encodeURIComponent(`#${sequence}`)}`
  return (
    <Banner tone="bad" icon={ShieldAlert} onDismiss={onDismiss}>
      <p>
        <strong>The log is broken.</strong> {reason}
        {secretName && (
          <>
            {' '}
            It is about the secret <code>{secretName}</code>.
          </>
        )}{' '}
        Somebody changed the database past Postern, or it was restored from a backup. Checked just now in{' '}
        {seconds(durationMs)}.
      </p>
      {sequence > 0 && (
        <Link href={href} className={styles.link} prefetch={false}>
          Show entry {sequence.toLocaleString('en')}
        </Link>
      )}
    </Banner>
  )
}

type BannerProps = Pick<Parameters<typeof Note>[0], 'tone' | 'icon'> & { onDismiss: () => void; children: ReactNode }

function Banner({ tone, icon, onDismiss, children }: BannerProps) {
  return (
    <Note tone={tone} icon={icon}>
      <div className={styles.row}>
        <div className={styles.words}>{children}</div>
        <IconButton label="Dismiss" icon={X} size="small" iconSize={14} onClick={onDismiss} />
      </div>
    </Note>
  )
}

const seconds = (ms: number) => (ms < 100 ? 'less than 0.1 s' : `${(ms / 1000).toFixed(1)} s`)
