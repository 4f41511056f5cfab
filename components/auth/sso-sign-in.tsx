import { SsoButton } from './sso-button.tsx'

/** The other way to sign in, below the form of the first. */
export function SsoSignIn({ next }: { next: string | null }) {
  return (
    <SsoButton purpose="sign_in" next={next}>
      Sign in with single sign-on
    </SsoButton>
  )
}
