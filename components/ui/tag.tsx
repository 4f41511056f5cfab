import type { ReactNode } from 'react'
import styles from './tag.module.css'

/** A host, or what else a machine reads, as one of a list. */
export function Tag({ children }: { children: ReactNode }) {
  return <code className={styles.tag}>{children}</code>
}
