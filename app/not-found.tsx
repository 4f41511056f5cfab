import type { Metadata } from 'next'
import { PlainPage } from '#components/frame/plain-page.tsx'
import { ButtonLink } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** One page for what does not exist and for what somebody may not see: the two cannot be told apart. */
export default function NotFound() {
  return (
    <PlainPage title="This page does not exist" actions={<ButtonLink href="/">Go to the start</ButtonLink>}>
      <p>Or it is not yours to see. Check the address, or ask an Owner or an Org Admin.</p>
    </PlainPage>
  )
}
