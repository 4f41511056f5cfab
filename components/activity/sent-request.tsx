'use client'

import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import type { SendItem } from '#lib/usages/schema.ts'
import styles from './sends-table.module.css'

/** What was sent: a link to the request, or the name that it had. */
export function SentRequest({ send: { request, name, domain } }: { send: SendItem }) {
  const { organization } = useFrame()
  if (!request) return <span className={styles.name}>{name}</span>
  const place = { organization: organization.slug, domain: domain.slug }
  return (
    <Link
      className={styles.name}
      href={pagePath(place, 'integrations', request.integrationId, 'requests', request.id)}
      prefetch={false}
    >
      {name}
    </Link>
  )
}
