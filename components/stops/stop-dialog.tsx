'use client'

import { KeyRound, OctagonPause } from 'lucide-react'
import { stopSendsAction } from '#app/(console)/[organization]/actions.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import styles from './stops.module.css'
import { useSwitch } from './use-switch.ts'

/** How many requests, of how many integrations, a stop keeps from sending. */
export type Senders = { integrations: number; requests: number }

type StopDialogProps = { isOpen: boolean; place: SecretPlace; name: string; senders: Senders; onClose: () => void }

/** Asks before all sends of a domain or of the organization are stopped. */
export function StopDialog({ isOpen, place, name, senders, onClose }: StopDialogProps) {
  const toast = useToast()
  const { change, problem, isBusy, forget } = useSwitch(stopSendsAction, ({ wasStopped, stoppedByName }) => {
    onClose()
    // A stop of one's own is told by the banner.
    if (wasStopped) toast(`${stoppedByName} had stopped all sends of ${name} already.`, { icon: OctagonPause })
  })
  const isDomain = place.domain !== undefined
  return (
    <Consequence
      problem={problem}
      isOpen={isOpen}
      title={<>Stop all sends of {name}?</>}
      confirm="Stop all sends"
      busyLabel="Stopping…"
      isBusy={isBusy}
      onConfirm={() => void change({ ...place, isConfirmed: true })}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <ConsequenceSentence>
        {isDomain ? `No request of ${name} is sent any more` : `No request is sent any more, in any domain of ${name}`},
        from the next one on. Only what has left already cannot be called back.
      </ConsequenceSentence>
      <h3 className={styles.affected}>{affectedHeading(senders)}</h3>
      <ConsequenceWay icon={KeyRound}>No secret is changed.</ConsequenceWay>
      <ConsequenceWay icon={OctagonPause}>
        {isDomain
          ? `Holds until an Owner, an Org Admin or a Domain Admin of ${name} lets sends go on. Everybody in ${name} sees who stopped them.`
          : 'Holds until an Owner or an Org Admin lets sends go on. Everybody here sees who stopped them.'}
      </ConsequenceWay>
    </Consequence>
  )
}

function affectedHeading({ integrations, requests }: Senders): string {
  if (requests === 0) return 'No request is saved here yet'
  const count = (number: number, what: string) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
  return `${count(requests, 'request')} of ${count(integrations, 'integration')} ${requests === 1 ? 'stops' : 'stop'} working`
}
