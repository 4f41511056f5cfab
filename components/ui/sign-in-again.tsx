'use client'

import { askForProof } from '#components/auth/proof-requests.ts'
import { Button } from './button.tsx'

/** Signs in again over this page, which stays as it is; `onDone` then goes on. */
export function SignInAgain({ onDone }: { onDone?: () => void }) {
  const ask = async () => {
    if (await askForProof('sign_in')) onDone?.()
  }
  return (
    <Button size="small" onClick={() => void ask()}>
      Sign in again
    </Button>
  )
}
