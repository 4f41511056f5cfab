import { ButtonLink } from './button.tsx'

/** Sign in without losing what is typed on this page: in another tab; this one goes on afterwards. */
export function SignInAgain() {
  return (
    <ButtonLink href="/sign-in" target="_blank" size="small">
      Sign in in a new tab
    </ButtonLink>
  )
}
