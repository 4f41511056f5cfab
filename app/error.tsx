'use client'

import { PlainPage } from '#components/frame/plain-page.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'

/** A page that failed. The digest finds the failure in the server's log; its message may quote a value and stays there. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PlainPage
      title="Something went wrong"
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <ButtonLink href="/" look="quiet">
            Go to the start
          </ButtonLink>
        </>
      }
    >
      <p>
        Nothing was changed by opening this page.
        {error.digest && (
          <>
            {' '}
            An operator finds it in the log under <code>{error.digest}</code>.
          </>
        )}
      </p>
    </PlainPage>
  )
}
