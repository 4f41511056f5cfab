/** What somebody is asked for: that it is still them, or the whole sign-in again. */
type ProofNeeded = 'confirm' | 'sign_in'

type Request = { needed: ProofNeeded; settle: ((isGiven: boolean) => void)[] }

let open: Request | null = null
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/**
 * Asks for a proof in the one dialog of the console, and answers whether it was given. Whoever asks while it is open
 * waits for the same answer. False where no dialog is there.
 */
export function askForProof(needed: ProofNeeded): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false)
  return new Promise((resolve) => {
    const isSignIn = needed === 'sign_in' || open?.needed === 'sign_in'
    open = { needed: isSignIn ? 'sign_in' : 'confirm', settle: [...(open?.settle ?? []), resolve] }
    tell()
  })
}

/** The session ended meanwhile: nothing less than a sign-in helps. */
export function askForSignIn(): void {
  if (!open) return
  open = { ...open, needed: 'sign_in' }
  tell()
}

/** Closes the dialog, and lets everybody who waited go on, or give up. */
export function settleProof(isGiven: boolean): void {
  const { settle = [] } = open ?? {}
  open = null
  tell()
  for (const each of settle) each(isGiven)
}

/** For the dialog. */
export const proofRequests = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  current: (): ProofNeeded | null => open?.needed ?? null,
}
