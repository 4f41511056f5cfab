'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import styles from './code-block.module.css'

/** Text for a terminal or a program, to be read and copied. `label` says what it is: "curl". */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Select the text and copy it'),
    )
  return (
    <figure className={styles.block}>
      <figcaption className={styles.head}>
        <span className={styles.label}>{label}</span>
        <span role="status">{said}</span>
        <Button look="quiet" size="small" icon={Copy} onClick={() => void copy()}>
          Copy
        </Button>
      </figcaption>
      {/* What does not fit is scrolled to, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached */}
      <pre tabIndex={0} className={styles.text}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
