import { pagePath } from '#components/data/paths.ts'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

/** What was changed, and what was sent. */
export function ActivityTabs({ organization, current }: { organization: string; current: 'changes' | 'sends' }) {
  const href = pagePath({ organization }, 'activity')
  return (
    <LinkTabs
      label="Activity"
      tabs={[
        { href, label: 'Changes', isCurrent: current === 'changes' },
        { href: `${href}?tab=sends`, label: 'Sends', isCurrent: current === 'sends' },
      ]}
    />
  )
}
