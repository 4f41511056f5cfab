'use client'

import { CircleExclamationPoint } from 'lucide-react'
import { RequestFailed } from '#components/data/get-json.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Why a list or a page's data could not be read, and what to do. */
export function LoadProblem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isKnown = error instanceof RequestFailed
  const isSignedOut = isKnown && error.code === 'unauthenticated'
  return (
    <Note
      tone="bad"
      icon={CircleExclamationPoint}
      role="alert"
      actions={
        <>
          {isSignedOut && <SignInAgain onDone={onRetry} />}
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </>
      }
    >
      <p>{isKnown ? error.message : 'Something went wrong. Try again.'}</p>
    </Note>
  )
}
