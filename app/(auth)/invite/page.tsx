import type { Metadata } from 'next'
import { Entrance } from '#components/auth/entrance.tsx'
import { InvitationCard } from '#components/members/invitation-card.tsx'
import { passkeysWork } from '#lib/auth/passkey-party.ts'
import { env } from '#lib/core/env.ts'

export const metadata: Metadata = { title: 'Invitation' }

/** The same for everybody: what a link is worth, its token says, which stands in the fragment and comes by a POST. */
export default function InvitePage() {
  return (
    <Entrance title="Invitation" lead={env().url.host}>
      <InvitationCard passkeysWork={passkeysWork()} hasSso={env().sso !== null} />
    </Entrance>
  )
}
