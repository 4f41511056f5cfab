'use client'

import { Building2, CircleExclamationPoint } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { runAction } from '#components/data/run-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { SsoPurpose } from '#lib/oidc/schema.ts'
import { noAnswer } from './show-refusal.ts'
import styles from './sso-button.module.css'
import { beginSso } from './steps-in-place.ts'

type SsoButtonProps = { purpose: SsoPurpose; next: string | null; look?: 'main' | 'other'; children: ReactNode }

/** Leads to the identity provider, with this page, and comes back to `next`. */
export function SsoButton({ purpose, next, look, children }: SsoButtonProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const go = async () => {
    setIsBusy(true)
    setProblem(null)
    const result = await runAction(beginSso, { purpose, next }).catch(() => ({ ok: false as const, error: noAnswer }))
    if (result.ok) return window.location.assign(result.data.url)
    setIsBusy(false)
    setProblem(result.error.message)
  }

  return (
    <div className={styles.sso}>
      {problem && (
        <Note tone="bad" icon={CircleExclamationPoint} role="alert">
          {problem}
        </Note>
      )}
      <Button
        look={look}
        icon={Building2}
        className={styles.button}
        isBusy={isBusy}
        busyLabel="Going to your provider…"
        onClick={go}
      >
        {children}
      </Button>
    </div>
  )
}
