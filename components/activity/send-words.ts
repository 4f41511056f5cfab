import { CircleAlert, CircleCheck, CircleQuestionMark, Ellipsis, type LucideIcon, OctagonX } from 'lucide-react'
import type { BadgeTone } from '#components/ui/badge.tsx'
import type { SendItem, SendState } from '#lib/usages/schema.ts'

export const sendStateLabels: Record<SendState, string> = {
  answered: 'Answered',
  failed: 'Failed',
  unknown: 'Sent, outcome unknown',
  under_way: 'Under way',
}

/** What came of a send: a shape and words, and after them why it failed and how long it took. */
export type SendWords = { tone: BadgeTone; icon: LucideIcon; text: string; aside: string }

export function sendWords({
  state,
  status,
  code,
  durationMs,
}: Pick<SendItem, 'state' | 'status' | 'code' | 'durationMs'>): SendWords {
  const took = durationMs === null ? '' : `${durationMs.toLocaleString('en')} ms`
  const text = sendStateLabels[state]
  switch (state) {
    case 'answered': {
      // The server said no: the send is as it should be, what was sent is perhaps not.
      const isGood = status !== null && status < 400
      const look = isGood ? { tone: 'ok' as const, icon: CircleCheck } : { tone: 'warn' as const, icon: CircleAlert }
      return { ...look, text: status === null ? text : `${text} ${status}`, aside: took }
    }
    case 'failed': {
      const why = code?.replaceAll('_', ' ')
      const parts = [why, status !== null && `answered ${status}`, took]
      return { tone: 'bad', icon: OctagonX, text, aside: parts.filter(Boolean).join(', ') }
    }
    case 'unknown':
      return { tone: 'warn', icon: CircleQuestionMark, text, aside: '' }
    case 'under_way':
      return { tone: 'mute', icon: Ellipsis, text, aside: '' }
  }
}
