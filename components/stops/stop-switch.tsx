'use client'

import { OctagonPause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { ResumeDialog } from './resume-dialog.tsx'
import { type Senders, StopDialog } from './stop-dialog.tsx'
import { useStopOf } from './use-stops.ts'

type StopSwitchProps = { place: SecretPlace; name: string; senders: Senders }

/** Stops all sends of a place, or lets them go on: one button, which keeps the focus when what it does has turned. */
export function StopSwitch({ place, name, senders }: StopSwitchProps) {
  const stop = useStopOf(place)
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button icon={stop ? Play : OctagonPause} onClick={() => setIsAsking(true)}>
        {stop ? 'Let sends go on' : 'Stop all sends'}
      </Button>
      <Dialogs place={place} name={name} senders={senders} isAsking={isAsking} onClose={() => setIsAsking(false)} />
    </>
  )
}

type DialogsProps = StopSwitchProps & { isAsking: boolean; onClose: () => void }

/** It goes on asking what was asked when it was opened, whatever others do meanwhile. */
function Dialogs({ place, name, senders, isAsking, onClose }: DialogsProps) {
  const stop = useStopOf(place)
  const [asked, setAsked] = useState({ isAsking, stop })
  if (asked.isAsking !== isAsking) setAsked({ isAsking, stop: isAsking ? stop : asked.stop })
  return (
    <>
      <StopDialog
        isOpen={asked.isAsking && asked.stop === null}
        place={place}
        name={name}
        senders={senders}
        onClose={onClose}
      />
      <ResumeDialog stop={asked.isAsking ? asked.stop : null} place={place} name={name} onClose={onClose} />
    </>
  )
}
