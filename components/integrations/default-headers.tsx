'use client'

import { useId } from 'react'
import styles from './default-headers.module.css'
import { PairsEditor } from './pairs-editor.tsx'
import type { ReferenceProblems } from './reference-text.tsx'

/** The headers that every request of an integration is sent with, where it does not set them itself. */
export function DefaultHeaders({ problems }: { problems: ReferenceProblems }) {
  const id = useId()
  return (
    // The rows of headers need the room.
    <section aria-labelledby={id} className={styles.headers} data-needs-width="">
      <h3 id={id}>Default headers</h3>
      <p>Sent with every request that does not set the same header itself.</p>
      <PairsEditor of="headers" noun="Header" problems={problems} />
    </section>
  )
}
