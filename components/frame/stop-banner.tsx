'use client'

import { OctagonPause } from 'lucide-react'
import Link from 'next/link'
import { useParams, usePathname } from 'next/navigation'
import { Fragment, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { securityPath } from '#components/data/paths.ts'
import { ResumeDialog } from '#components/stops/resume-dialog.tsx'
import { StopTime } from '#components/stops/stop-time.tsx'
import { useStops } from '#components/stops/use-stops.ts'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { Stop } from '#lib/stops/schema.ts'
import { useFrame } from './frame-context.tsx'
import styles from './stop-banner.module.css'

/**
 * Says on every page what is stopped, since when and by whom, with the way to lift it for whoever may: the organization's
 * stop everywhere, a domain's on its own pages and on those of the organization.
 */
export function StopBanner() {
  const { organization } = useFrame()
  const ofOrganization = { organization: organization.slug }
  const { domain } = useParams<{ domain?: string }>()
  const { stops, refetch } = useStops()
  const path = usePathname()
  const [readAt, setReadAt] = useState(path)
  const onArrived = useEffectEvent(() => {
    if (path === readAt) return
    setReadAt(path)
    void refetch()
  })
  // The frame stays as it was rendered while one goes from page to page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival is a new path, and nothing else
  useEffect(() => onArrived(), [path])

  // Asked here and not in a line, which goes when somebody else has lifted its stop.
  const [asked, setAsked] = useState<StopOf | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const button = useRef<HTMLElement>(null)
  const ask = (stop: StopOf, pressed: HTMLElement) => {
    button.current = pressed
    setAsked(stop)
    setIsAsking(true)
  }

  const own = stops.organization && { ...stops.organization, name: organization.name, place: ofOrganization }
  const domains = stops.domains.filter(({ slug }) => domain === undefined || slug === domain)
  const [only] = domains
  return (
    <>
      {/* Always there, so that a stop is announced when it comes. */}
      <div role="status">
        {(own || only) && (
          <section aria-label="Stopped sends" className={styles.banner}>
            {own && <StopLine stop={own} onResume={ask} />}
            {only && domains.length === 1 && (
              <StopLine stop={{ ...only, place: { ...ofOrganization, domain: only.slug } }} onResume={ask} />
            )}
            {domains.length > 1 && (
              <Line>
                All sends of{' '}
                {domains.map(({ slug, name }, index) => (
                  <Fragment key={slug}>
                    {index > 0 && (index === domains.length - 1 ? ' and ' : ', ')}
                    <Link href={securityPath({ ...ofOrganization, domain: slug })}>{name}</Link>
                  </Fragment>
                ))}{' '}
                are stopped.
              </Line>
            )}
          </section>
        )}
      </div>
      {asked && (
        <ResumeDialog
          place={asked.place}
          name={asked.name}
          stop={isAsking ? asked : null}
          onClose={() => setIsAsking(false)}
          focusAfter={() => (button.current?.isConnected ? null : document.getElementById('main'))}
        />
      )}
    </>
  )
}

type StopOf = Stop & { place: SecretPlace; name: string; mayResume: boolean }

function StopLine({ stop, onResume }: { stop: StopOf; onResume: (stop: StopOf, pressed: HTMLElement) => void }) {
  const { name, stoppedAt, stoppedByName, mayResume } = stop
  const resume = (
    <Button size="small" onClick={(event) => onResume(stop, event.currentTarget)}>
      Let sends go on<span className="sr-only">: {name}</span>
    </Button>
  )
  return (
    <Line action={mayResume && resume}>
      All sends of <strong>{name}</strong> are stopped since <StopTime at={stoppedAt} /> by {stoppedByName}.
    </Line>
  )
}

function Line({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.line}>
      <Icon of={OctagonPause} />
      <p>{children}</p>
      {action}
    </div>
  )
}
