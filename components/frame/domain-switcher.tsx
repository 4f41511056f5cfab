'use client'

import { ChevronsUpDown } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { pagePath } from '#components/data/paths.ts'
import { Icon } from '#components/ui/icon.tsx'
import { useFrame } from './frame-context.tsx'
import styles from './rail.module.css'
import { sectionPath } from './section-path.ts'
import { Switcher } from './switcher.tsx'

/** Which domain one is in, and the way to the same section of another. */
export function DomainSwitcher({ current }: { current: { slug: string; name: string } }) {
  const { organization, domains, rights } = useFrame()
  const path = usePathname()
  if (domains.length < 2)
    return (
      <p className={styles.domain}>
        <span className={styles.name}>{current.name}</span>
      </p>
    )
  return (
    <Switcher
      searchLabel="Search domains"
      current={current.slug}
      choices={domains.map((domain) => ({
        ...domain,
        href: sectionPath(path, { organization: organization.slug, domain: domain.slug }),
      }))}
      also={
        rights.maySeeDomains
          ? { label: 'All domains', href: pagePath({ organization: organization.slug }, 'domains') }
          : undefined
      }
      trigger={
        <button type="button" className={styles.domain} aria-label={`Domain ${current.name}, switch`}>
          <span className={styles.name}>{current.name}</span>
          <Icon of={ChevronsUpDown} size={14} />
        </button>
      }
    />
  )
}
