import { ButtonLink } from '#components/ui/button.tsx'
import styles from './reset-link.module.css'

/** For whoever does not know their password any more. */
export function ForgotPassword() {
  return (
    <ButtonLink look="quiet" href="/reset" className={styles.link}>
      Forgot your password?
    </ButtonLink>
  )
}
