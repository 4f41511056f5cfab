'use client'

import { CircleExclamationPoint, FingerprintPattern } from 'lucide-react'
import { type SyntheticEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { SecondFactorInput, SecondFactorOffers } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import { askPasskey, passkeyRefused } from './ask-passkey.ts'
import { CodeField } from './code-field.tsx'
import styles from './entrance-form.module.css'

type Way = 'totp' | 'recovery_code' | 'passkey'

type SecondFactorFormProps = {
  offers: SecondFactorOffers
  /** Answers why it was refused; null: it was taken. */
  onGive: (input: SecondFactorInput) => Promise<PublicError | null>
  onStartOver: () => void
}

/** The second step: a code of the app, a passkey, or a recovery code, whichever the person has. */
export function SecondFactorForm({ offers, onGive, onStartOver }: SecondFactorFormProps) {
  const ways = waysOf(offers)
  const [way, setWay] = useState<Way>(ways[0] ?? 'recovery_code')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const give = async (input: SecondFactorInput | null) => {
    setProblem(null)
    setIsBusy(true)
    const refused = input ? await onGive(input) : passkeyRefused
    // Once it is taken the page is left: the button stays busy until then.
    if (!refused) return
    setIsBusy(false)
    setProblem(refused)
    setCode('')
  }
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isBusy) return
    if (way !== 'passkey') return give({ method: way, code })
    if (!offers.passkey) return
    setIsBusy(true)
    const answer = await askPasskey(offers.passkey)
    return give(answer && { method: 'passkey', answer })
  }
  const choose = (next: Way) => {
    setWay(next)
    setCode('')
    setProblem(null)
  }

  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
      {way !== 'passkey' && (
        <CodeField kind={way} value={code} onChange={setCode} error={problem?.fields.code} key={way} />
      )}
      {problem && !problem.fields.code && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {problem.message}
        </Note>
      )}
      <Button
        type="submit"
        look="main"
        {...(way === 'passkey' && { icon: FingerprintPattern })}
        className={styles.submit}
        isBusy={isBusy}
        busyLabel="Signing in…"
      >
        {way === 'passkey' ? 'Use a passkey' : 'Sign in'}
      </Button>
      <div className={styles.others}>
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} look="quiet" onClick={() => !isBusy && choose(other)}>
              {labels[other]}
            </Button>
          ))}
        <Button look="quiet" onClick={() => !isBusy && onStartOver()}>
          Start over
        </Button>
      </div>
    </form>
  )
}

const labels: Record<Way, string> = {
  totp: 'Use a code from your app',
  passkey: 'Use a passkey',
  recovery_code: 'Use a recovery code',
}

const waysOf = ({ totp, passkey, recoveryCode }: SecondFactorOffers): Way[] => [
  ...(totp ? (['totp'] as const) : []),
  ...(passkey ? (['passkey'] as const) : []),
  ...(recoveryCode ? (['recovery_code'] as const) : []),
]
