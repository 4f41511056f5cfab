'use client'

import { Panel, Section } from '#components/ui/panel.tsx'
import type { Senders } from './stop-dialog.tsx'
import { StopSwitch } from './stop-switch.tsx'
import { StopTime } from './stop-time.tsx'
import styles from './stops.module.css'
import { useStopOf } from './use-stops.ts'

type StopSectionProps = { organization: string; name: string; senders: Senders }

/** Where the organization's settings stop all of its sends, with how it stands. */
export function StopSection({ organization, name, senders }: StopSectionProps) {
  const place = { organization }
  const stop = useStopOf(place)
  return (
    <div className={styles.section}>
      <Section title="Sends" id="sends">
        <Panel className={styles.panel}>
          <p>
            {stop ? (
              <>
                All sends of {name} are stopped since <StopTime at={stop.stoppedAt} /> by {stop.stoppedByName}.
              </>
            ) : (
              `Stops every request of every domain of ${name} at once, whatever sends it, until an Owner or an Org Admin lets them go on.`
            )}
          </p>
          <StopSwitch place={place} name={name} senders={senders} />
        </Panel>
      </Section>
    </div>
  )
}
