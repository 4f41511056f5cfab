import Link from 'next/link'
import styles from './reset-link.module.css'

/** For whoever does not know their password any more. It stands in the label's line, but Tab comes to the field first. */
export function ForgotPassword() {
  return (
    <Link href="/reset" className={styles.link}>
      Forgot your password?
    </Link>
  )
}
