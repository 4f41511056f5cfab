'use client'

import { Eye, EyeOff, LoaderCircle } from 'lucide-react'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { revealSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { runAction } from '#components/data/run-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { SignInAgain } from '#components/ui/sign-in-again.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { RevealedSecret } from '#lib/secrets/schema.ts'
import styles from './secret-value.module.css'
import { useHiding } from './use-hiding.ts'
import { ValueDots } from './value-dots.tsx'

const shownFor = 30

const unreachable: PublicError = {
  code: 'internal',
  message: 'Postern could not be reached, so nothing is shown. It may be logged all the same. Try again.',
  fields: {},
}

/**
 * The eye of a Masked value: it stands on the page for thirty seconds, until Esc, a second press, or the page is left.
 * The value is in this component's state and nowhere else, not in a cache, and gone with it.
 */
export function RevealValue({ id }: { id: string }) {
  const place = usePlace()
  const [shown, setShown] = useState<RevealedSecret | null>(null)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [said, setSaid] = useState('')
  // An answer that comes after the page was left, or after a second press, is not shown any more.
  const asked = useRef(0)

  const hide = () => {
    asked.current += 1
    setIsBusy(false)
    if (shown) setSaid('The value is hidden again.')
    setShown(null)
  }
  const left = useHiding({ isShown: shown !== null || isBusy, isCounting: shown !== null, seconds: shownFor, hide })
  useEffect(
    () => () => {
      asked.current += 1
    },
    [],
  )

  const show = async () => {
    asked.current += 1
    const mine = asked.current
    setProblem(null)
    setIsBusy(true)
    const result = await runAction(revealSecretAction, { ...place, id }).catch(() => ({
      ok: false as const,
      error: unreachable,
    }))
    if (mine !== asked.current) return
    setIsBusy(false)
    if (result.ok) {
      setShown(result.data)
      setSaid(`The value is shown for ${shownFor} seconds.`)
    } else setProblem(result.error)
  }

  return (
    <>
      <span className={styles.line}>
        {shown ? (
          <span className={styles.hides} aria-hidden="true">
            Hides in {left} s
          </span>
        ) : (
          <ValueDots />
        )}
        {isBusy ? (
          <span className={styles.hides}>
            <Icon of={LoaderCircle} size={14} isSpinning />
          </span>
        ) : (
          <IconButton
            size="small"
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide the value' : 'Show the value for 30 seconds'}
            onClick={shown ? hide : () => void show()}
          />
        )}
        {!shown && <span className={styles.hides}>Masked: each showing is logged</span>}
      </span>
      {shown && <Shown secret={shown} />}
      {problem && (
        <div className={styles.problem} role="alert">
          <FieldError>{problem.message}</FieldError>
          {problem.code === 'unauthenticated' && <SignInAgain />}
        </div>
      )}
      <span className="sr-only" role="status">
        {said}
      </span>
    </>
  )
}

const prevent = (event: SyntheticEvent) => event.preventDefault()

function Shown({ secret: { type, username, value } }: { secret: RevealedSecret }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing can be done here: that is what the handlers are for
    <div
      className={styles.shown}
      onCopy={prevent}
      onCut={prevent}
      onContextMenu={prevent}
      onDragStart={prevent}
      data-revealed=""
    >
      {type === 'username_password' ? (
        <dl>
          <dt>Username</dt>
          <dd>
            <pre>{username}</pre>
          </dd>
          <dt>Password</dt>
          <dd>
            <pre>{value}</pre>
          </dd>
        </dl>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and keys must reach what it scrolls to
        <pre tabIndex={0}>{value}</pre>
      )}
    </div>
  )
}
