'use client'

import { useState } from 'react'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import type { EndpointItem } from '#lib/allowlist/schema.ts'
import styles from './allowlist.module.css'
import { OpenAnswer } from './open-answer.tsx'
import { RoundTripForm } from './round-trip-form.tsx'

type TestEndpointDrawerProps = {
  /** The endpoint that is tested; null: closed. */
  endpoint: EndpointItem | null
  onClose: () => void
}

/** Tries the key of an endpoint in both directions. Nothing is sent, and what is shown is gone with the drawer. */
export function TestEndpointDrawer({ endpoint, onClose }: TestEndpointDrawerProps) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(endpoint)
  if (endpoint && endpoint !== last) setLast(endpoint)
  return (
    <Drawer
      title={`Test encryption: ${last?.name ?? ''}`}
      isOpen={endpoint !== null}
      onClose={onClose}
      onReopen={() => {}}
    >
      <DrawerBody>
        {last && (
          <div className={styles.tests}>
            <RoundTripForm key={`trip ${last.id}`} endpoint={last} />
            <OpenAnswer key={`open ${last.id}`} endpoint={last} />
          </div>
        )}
      </DrawerBody>
    </Drawer>
  )
}
