import type { ReactNode } from 'react'
import { KnownPerson } from '#components/auth/known-person.tsx'
import { TimeZone } from '#components/ui/time-zone.tsx'
import styles from './frame.module.css'
import { type FrameData, FrameProvider } from './frame-context.tsx'
import { Rail } from './rail.tsx'
import { StopBanner } from './stop-banner.tsx'

/** What stands around every page of the console: the rail at the left, and the page with its top bar. */
export function Frame({ data, timeZone, children }: { data: FrameData; timeZone: string; children: ReactNode }) {
  return (
    <FrameProvider value={data}>
      <KnownPerson {...data.person} />
      <TimeZone value={timeZone}>
        <a className={styles.skip} href="#main">
          Skip to content
        </a>
        <div className={styles.frame}>
          <aside className={styles.rail}>
            <Rail />
          </aside>
          <div className={styles.column}>
            <StopBanner />
            {children}
          </div>
        </div>
      </TimeZone>
    </FrameProvider>
  )
}
