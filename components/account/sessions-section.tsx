'use client'

import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { endOtherSessionsAction, endSessionAction } from '#app/account/sessions/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { SessionItem } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import { factorWords } from './factor-words.ts'
import styles from './sessions-section.module.css'

/** Where a person is signed in, and the way to end each session but this one, or all others at once. */
export function SessionsSection({ sessions }: { sessions: SessionItem[] }) {
  const router = useRouter()
  const toast = useToast()
  const end = useAction(endSessionAction)
  const endOthers = useAction(endOtherSessionsAction)
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // What is committed is gone at once; the page that is read anew says the same.
  const open = sessions.filter(({ id }) => !ended.has(id))
  const others = open.filter(({ isThis }) => !isThis)

  const gone = (ids: string[]) => {
    setEnded(new Set([...ended, ...ids]))
    // What had the focus is gone with its row.
    document.getElementById('sessions')?.focus()
    router.refresh()
  }
  const endOne = async (session: SessionItem) => {
    setProblem(null)
    setBusy(session.id)
    const result = await end.run({ id: session.id })
    setBusy(null)
    if (result.ok) toast(`The session on ${deviceOf(session)} has ended.`, { icon: LogOut })
    if (result.ok || result.error.code === 'not_found') gone([session.id])
    else setProblem(result.error)
  }
  const endAll = async () => {
    setProblem(null)
    const result = await endOthers.run({})
    if (!result.ok) {
      setProblem(result.error)
      return
    }
    setIsAsking(false)
    gone(others.map(({ id }) => id))
    toast(result.data.ended === 1 ? '1 other session has ended.' : `${result.data.ended} other sessions have ended.`, {
      icon: LogOut,
    })
  }

  return (
    <Section
      title="Sessions"
      id="sessions"
      aside={
        others.length > 0 && (
          <Button size="small" icon={LogOut} onClick={() => setIsAsking(true)}>
            End all others
          </Button>
        )
      }
    >
      {problem && !isAsking && (
        <div className={styles.problem}>
          <SaveProblem error={problem} />
        </div>
      )}
      <Panel>
        <ul>
          {open.map((session) => (
            <li key={session.id} className={styles.session}>
              <div className={styles.what}>
                <p className={styles.device}>
                  <span>{deviceOf(session)}</span>
                  {session.isThis && (
                    <Badge tone="ok" icon={MonitorSmartphone}>
                      This device
                    </Badge>
                  )}
                </p>
                <p className={styles.facts}>
                  <span>
                    Signed in <RelativeTime at={session.createdAt} /> from <code>{session.address}</code>
                  </span>
                  <span>{factorWords(session.factors)}</span>
                  {!session.isThis && (
                    <span>
                      Last seen <RelativeTime at={session.lastSeenAt} />
                    </span>
                  )}
                </p>
              </div>
              {!session.isThis && (
                <Button
                  size="small"
                  isBusy={busy === session.id}
                  busyLabel="Ending…"
                  aria-label={`End session on ${deviceOf(session)}, ${session.address}`}
                  onClick={() => void endOne(session)}
                >
                  End session
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Panel>
      <Consequence
        isOpen={isAsking}
        title="End all other sessions?"
        confirm="End all others"
        busyLabel="Ending…"
        isBusy={endOthers.isBusy}
        problem={problem}
        onConfirm={() => void endAll()}
        onCancel={() => {
          setProblem(null)
          setIsAsking(false)
        }}
      >
        <ConsequenceSentence>
          Whoever uses {others.length === 1 ? 'it' : `one of these ${others.length} sessions`} is signed out with their
          next click. You stay signed in here. If you do not know one of them, change your password, too.
        </ConsequenceSentence>
      </Consequence>
    </Section>
  )
}

const deviceOf = ({ program }: SessionItem) => program || 'an unknown device'
