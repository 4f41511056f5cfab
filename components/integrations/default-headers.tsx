'use client'

import { useId, useMemo } from 'react'
import { usePlaceName } from '#components/secrets/use-place-name.ts'
import type { NamedSecret } from '#lib/integrations/schema.ts'
import styles from './default-headers.module.css'
import { PairsEditor } from './pairs-editor.tsx'
import { referenceProblems } from './reference-problems.ts'

/** The headers that every request of an integration is sent with, where it does not set them itself. */
export function DefaultHeaders({ references }: { references: NamedSecret[] }) {
  const id = useId()
  const domainName = usePlaceName()
  const problems = useMemo(() => referenceProblems(references, domainName), [references, domainName])
  return (
    // The rows of headers need the room.
    <section aria-labelledby={id} className={styles.headers} data-needs-width="">
      <h3 id={id}>Default headers</h3>
      <p>Sent with every request that does not set the same header itself.</p>
      <PairsEditor of="headers" noun="Header" problems={problems} />
    </section>
  )
}
