import type { Metadata } from 'next'
import { Entrance } from '#components/auth/entrance.tsx'
import { ResetCard } from '#components/auth/reset-card.tsx'
import { env } from '#lib/core/env.ts'

export const metadata: Metadata = { title: 'Set a new password' }

/** For whoever forgot their password, and for whoever got a link to set one. */
export default function ResetPage() {
  return (
    <Entrance title="Set a new password" lead={env().url.host}>
      <ResetCard sendsMail={env().mail !== null} />
    </Entrance>
  )
}
