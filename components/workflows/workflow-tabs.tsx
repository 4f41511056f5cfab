'use client'

import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

/** The workflows of a domain, and the variables and secrets that their steps name. */
export function WorkflowTabs({ current }: { current: 'workflows' | 'variables' }) {
  const place = useDomainPlace()
  return (
    <LinkTabs
      label="Workflows"
      tabs={[
        { href: pagePath(place, 'workflows'), label: 'Workflows', isCurrent: current === 'workflows' },
        { href: pagePath(place, 'workflows', 'variables'), label: 'Variables', isCurrent: current === 'variables' },
      ]}
    />
  )
}
