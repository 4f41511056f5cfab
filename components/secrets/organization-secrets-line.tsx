'use client'

import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import Link from 'next/link'
import { secretsPath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Icon } from '#components/ui/icon.tsx'
import { countText } from './count-text.ts'
import styles from './organization-secrets-line.module.css'
import { secretCounts } from './secret-queries.ts'

/** Under a domain's list: how many of the organization's secrets can be used here too, and where they are. */
export function OrganizationSecretsLine() {
  const { organization } = usePlace()
  const counts = useQuery(secretCounts({ organization }, { q: '', type: null, purpose: null }))
  const usable = counts.data?.active ?? 0
  return (
    <p className={styles.line}>
      {usable > 0 && (
        <>
          <Icon of={Building2} size={14} />
          <span>
            {countText(usable)} organization {usable === 1 ? 'secret' : 'secrets'} can also be used in this domain.{' '}
            <Link href={secretsPath({ organization })}>View in Secrets</Link>
          </span>
        </>
      )}
    </p>
  )
}
