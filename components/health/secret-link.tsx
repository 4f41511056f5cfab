import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import type { HealthSecret } from '#lib/health/schema.ts'
import styles from './secret-link.module.css'

/** A secret's name, as the way to its details, with the place it is of. */
export function SecretLink({ secret, organization }: { secret: HealthSecret; organization: string }) {
  const { id, name, domain } = secret
  return (
    <>
      <Link href={pagePath({ organization, domain: domain?.slug }, 'secrets', id)} className={styles.name}>
        {name}
      </Link>{' '}
      <span className={styles.place}>{domain ? domain.name : 'organization'}</span>
    </>
  )
}
