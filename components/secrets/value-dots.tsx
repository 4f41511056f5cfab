import styles from './secret-value.module.css'

/** A stored value, whatever its length. For the eye alone: what they mean is said beside them. */
export function ValueDots() {
  return (
    <span className={styles.dots} aria-hidden="true">
      ••••••••
    </span>
  )
}
