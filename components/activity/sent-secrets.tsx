'use client'

import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import type { SendItem, SentSecret } from '#lib/usages/schema.ts'
import styles from './sends-table.module.css'

/** The secrets that left with a send, and in which version. Of a deleted one its log is what is left. */
export function SentSecrets({ send }: { send: SendItem }) {
  if (send.secrets.length === 0)
    return <span className={styles.none}>{send.state === 'failed' ? 'None was sent' : 'None'}</span>
  return (
    <ul className={styles.secrets}>
      {send.secrets.map((secret) => (
        <li key={secret.id}>
          <SecretLink secret={secret} />
          <span className={styles.version}>version {secret.version}</span>
        </li>
      ))}
    </ul>
  )
}

function SecretLink({ secret: { id, now } }: { secret: SentSecret }) {
  const organization = useFrame().organization.slug
  return now ? (
    <Link
      className={styles.secret}
      href={pagePath({ organization, domain: now.domain ?? undefined }, 'secrets', id)}
      prefetch={false}
    >
      {now.name}
    </Link>
  ) : (
    <Link className={styles.deleted} href={`${pagePath({ organization }, 'activity')}?subject=${id}`} prefetch={false}>
      a deleted secret
    </Link>
  )
}
