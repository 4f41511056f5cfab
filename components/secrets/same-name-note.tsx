'use client'

import { Replace } from 'lucide-react'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Note } from '#components/ui/note.tsx'
import type { Captures } from '#lib/secrets/schema.ts'
import styles from './secret-dialogs.module.css'
import { usePlaceName } from './use-place-name.ts'

type SameNameNoteProps = { found: Captures | undefined; becomes: 'gone' | 'usable' }

/** Requests that would use another secret: the organization has one of the same name, behind this domain's own. */
export function SameNameNote({ found, becomes }: SameNameNoteProps) {
  const placeName = usePlaceName()
  const { organization } = useFrame()
  if (!found?.organizationSecret || found.places.length === 0) return null
  const isOne = found.places.length === 1
  const requests = `${isOne ? '1 request' : `${found.places.length} requests`} of ${placeName}`
  return (
    <Note tone="warn" icon={Replace} role="status" className={styles.captures}>
      <p>
        {organization.name} has a secret <code>{found.organizationSecret}</code> too.{' '}
        {becomes === 'gone'
          ? `Once this one is deleted, ${requests} ${isOne ? 'uses' : 'use'} that one instead.`
          : `Once this one is restored, ${requests} ${isOne ? 'uses' : 'use'} it, and not that one.`}
      </p>
    </Note>
  )
}
