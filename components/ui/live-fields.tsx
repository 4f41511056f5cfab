'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import styles from './live-fields.module.css'

const nothing = () => () => {}

/**
 * The fields of a form that stands on the page from the start: they take what is typed only once the page's script
 * runs, because what was typed before would be mixed with the values that the script puts in.
 */
export function LiveFields({ children }: { children: ReactNode }) {
  const isLive = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  )
  return (
    <fieldset className={styles.fields} disabled={!isLive}>
      {children}
    </fieldset>
  )
}
