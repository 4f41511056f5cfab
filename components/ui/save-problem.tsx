import { CircleExclamationPoint } from 'lucide-react'
import type { PublicError } from '#lib/core/result.ts'
import { ButtonLink } from './button.tsx'
import { Icon } from './icon.tsx'
import { Note } from './note.tsx'
import styles from './save-problem.module.css'
import { SignInAgain } from './sign-in-again.tsx'

/** Why something was not saved, where no field is to blame. What was typed stays. */
export function SaveProblem({ error }: { error: PublicError }) {
  const isSignedOut = error.code === 'unauthenticated'
  const actions = isSignedOut ? (
    <SignInAgain />
  ) : error.code === 'second_factor_required' ? (
    <ButtonLink size="small" href="/account?required=second-factor" target="_blank">
      Open your account in a new tab
    </ButtonLink>
  ) : null
  return (
    <Note tone="bad" icon={CircleExclamationPoint} role="alert" actions={actions}>
      <p>
        {isSignedOut
          ? 'Nothing was saved, because you are signed out. Sign in again, then try it once more: nothing on this page is lost by it.'
          : error.message}
      </p>
    </Note>
  )
}

/** How many fields keep a form from being saved. */
export function ProblemCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <Icon of={CircleExclamationPoint} size={14} />
      {count === 1 ? '1 field needs attention' : `${count} fields need attention`}
    </span>
  )
}
