'use client'

import { OctagonPause } from 'lucide-react'
import { resumeSendsAction } from '#app/(console)/[organization]/actions.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import type { Stop } from '#lib/stops/schema.ts'
import { listed } from './listed.ts'
import { StopTime } from './stop-time.tsx'
import { useStops } from './use-stops.ts'
import { useSwitch } from './use-switch.ts'

type ResumeDialogProps = {
  place: SecretPlace
  name: string
  /** Null: closed. */
  stop: Stop | null
  onClose: () => void
  focusAfter?: () => HTMLElement | null
}

/** Asks before a stop is lifted, and says which other one goes on holding. */
export function ResumeDialog({ place, name, stop, onClose, focusAfter }: ResumeDialogProps) {
  const { organization } = useFrame()
  const { stops } = useStops()
  const toast = useToast()
  const { change, problem, isBusy, forget } = useSwitch(resumeSendsAction, ({ wasStopped, stillHolds }) => {
    onClose()
    if (stillHolds)
      toast(`The stop of ${name} is lifted. All sends of ${organization.name} are still stopped.`, {
        icon: OctagonPause,
      })
    else toast(wasStopped ? `Sends of ${name} go on.` : `Somebody else had let sends of ${name} go on already.`)
  })
  const others =
    place.domain === undefined
      ? stops.domains.map((domain) => domain.name)
      : stops.organization
        ? [organization.name]
        : []
  return (
    <Consequence
      problem={problem}
      isOpen={stop !== null}
      title={<>Let sends of {name} go on?</>}
      confirm="Let sends go on"
      look="main"
      busyLabel="Letting them go on…"
      isBusy={isBusy}
      focusAfter={focusAfter}
      onConfirm={() => stop && void change({ ...place, stoppedAt: stop.stoppedAt })}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <ConsequenceSentence>
        {stop && (
          <>
            {stop.stoppedByName} stopped them (<StopTime at={stop.stoppedAt} />
            ).{' '}
          </>
        )}
        Requests are sent again from the next one on. What was refused meanwhile is not sent later.
      </ConsequenceSentence>
      {others.length > 0 && (
        <ConsequenceWay icon={OctagonPause}>
          {place.domain === undefined
            ? `${listed(others)} ${others.length === 1 ? 'has a stop of its own, which stays' : 'have stops of their own, which stay'}.`
            : `All sends of ${listed(others)} are stopped too. That stays, so nothing is sent yet.`}
        </ConsequenceWay>
      )}
    </Consequence>
  )
}
