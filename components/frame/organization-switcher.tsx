'use client'

import { ChevronsUpDown } from 'lucide-react'
import { pagePath } from '#components/data/paths.ts'
import { Icon } from '#components/ui/icon.tsx'
import { useFrame } from './frame-context.tsx'
import styles from './rail.module.css'
import { Switcher } from './switcher.tsx'

/** Which organization one is in, and the way to the others that one belongs to. */
export function OrganizationSwitcher() {
  const { organization, organizations } = useFrame()
  const name = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {[...organization.name][0]?.toUpperCase()}
      </span>
      <span className={styles.name}>{organization.name}</span>
    </>
  )
  if (organizations.length < 2) return <p className={styles.organization}>{name}</p>
  return (
    <Switcher
      searchLabel="Search organizations"
      current={organization.slug}
      choices={organizations.map((each) => ({ ...each, href: pagePath({ organization: each.slug }) }))}
      trigger={
        <button type="button" className={styles.organization}>
          <span className="sr-only">Organization </span>
          {name}
          <span className="sr-only">, switch</span>
          <Icon of={ChevronsUpDown} size={14} />
        </button>
      }
    />
  )
}
