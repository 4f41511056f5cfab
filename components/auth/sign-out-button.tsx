'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { signOutAction } from '#app/(auth)/actions.ts'
import { Button } from '#components/ui/button.tsx'

/** The way out where there is no menu for it. */
export function SignOutButton() {
  const [isBusy, setIsBusy] = useState(false)
  const signOut = async () => {
    setIsBusy(true)
    await signOutAction().catch(() => setIsBusy(false))
    window.location.assign('/sign-in')
  }
  return (
    <Button icon={LogOut} isBusy={isBusy} onClick={signOut}>
      Sign out
    </Button>
  )
}
