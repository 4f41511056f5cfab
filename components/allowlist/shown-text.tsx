import { RedactedText } from '#components/ui/redacted-text.tsx'
import styles from './allowlist.module.css'

/** A text that came of a test, to read and to copy. */
export function ShownText({ label, text }: { label: string; text: string }) {
  return (
    <figure className={styles.shown}>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        <RedactedText text={text} />
      </pre>
    </figure>
  )
}
