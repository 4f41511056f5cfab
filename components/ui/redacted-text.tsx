import { Fragment } from 'react'
import styles from './redacted-text.module.css'

const mark = '••••••'

/** A text in which what redaction took out looks unlike everything that can be typed. */
export function RedactedText({ text }: { text: string }) {
  return text.split(mark).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity and never move
    <Fragment key={index}>
      {index > 0 && (
        <>
          <span className={styles.redacted} aria-hidden="true">
            {mark}
          </span>
          <span className="sr-only">(redacted)</span>
        </>
      )}
      {part}
    </Fragment>
  ))
}
