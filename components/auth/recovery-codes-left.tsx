import { TriangleExclamationPoint } from 'lucide-react'
import { Note } from '#components/ui/note.tsx'

/** After a sign-in with a recovery code: how many are left, and what to do. */
export function RecoveryCodesLeft({ left }: { left: number }) {
  const count = left === 0 ? 'none is left' : left === 1 ? 'one is left' : `${left} are left`
  return (
    <Note tone="warn" icon={TriangleExclamationPoint} role="status">
      <p>
        You are signed in. That recovery code is used up; {count}. If your authenticator app or passkey is lost, set up
        another one in your account and make new recovery codes.
      </p>
    </Note>
  )
}
