'use client'

import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import type { SendItem } from '#lib/usages/schema.ts'
import styles from './sends-table.module.css'

/** What was sent: a link to where it is saved, or the name that it had. */
export function SentRequest({ send: { path, name, domain } }: { send: SendItem }) {
  const { organization } = useFrame()
  if (!path) return <span className={styles.name}>{name}</span>
  const place = { organization: organization.slug, domain: domain.slug }
  return (
    <Link className={styles.name} href={pagePath(place, ...path)} prefetch={false}>
      {name}
    </Link>
  )
}
