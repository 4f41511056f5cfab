'use client'

import { useSyncExternalStore } from 'react'
import styles from './templates.module.css'

const nothing = () => () => {}

/** The page's nonce for styles, known in the browser alone; null: not yet. */
const useStyleNonce = (): string | null =>
  useSyncExternalStore(
    nothing,
    () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '',
    () => null,
  )

/**
 * The page that an HTML body makes. Threat: what an event says could be a script. Nothing runs in there and nothing is
 * loaded from elsewhere. Its style sheets get the nonce: who learned it could add styles, not scripts.
 */
export function HtmlPage({ html }: { html: string }) {
  const nonce = useStyleNonce()
  if (nonce === null) return <div className={styles.page} />
  return (
    <iframe
      className={styles.page}
      title="Preview of the page"
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={html.replace(/<style(?=[\s>])/gi, `<style nonce="${nonce}"`)}
    />
  )
}
