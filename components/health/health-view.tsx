import { CircleCheck } from 'lucide-react'
import { pagePath } from '#components/data/paths.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { findings, type HealthReport } from '#lib/health/schema.ts'
import { DoFirst } from './do-first.tsx'
import { ExpiryTimeline } from './expiry-timeline.tsx'
import { FindingLists } from './finding-lists.tsx'
import { FindingTiles } from './finding-tiles.tsx'
import styles from './health-view.module.css'
import { WaitingHosts } from './waiting-hosts.tsx'

type HealthViewProps = {
  report: HealthReport
  domains: { slug: string; name: string }[]
  /** The domain that alone is shown, by its slug; null: all that this person administers. */
  chosen: string | null
  place: { slug: string; name: string }
}

/** What is wrong with the secrets in use: how much of what, what to do first, what expires, and what can wait. */
export function HealthView({ report, domains, chosen, place }: HealthViewProps) {
  const home = pagePath({ organization: place.slug }, 'health')
  const isWell = findings.every((finding) => report.counts[finding] === 0) && report.waiting.count === 0
  return (
    <>
      <PageHeading
        title="Health"
        isInBar
        below={
          <p>
            Checked <RelativeTime at={report.checkedAt} />
          </p>
        }
      />
      {domains.length > 1 && (
        <LinkTabs
          label="Domains"
          tabs={[
            { href: home, label: 'All', isCurrent: chosen === null },
            ...domains.map(({ slug, name }) => ({
              href: `${home}?domain=${encodeURIComponent(slug)}`,
              label: name,
              isCurrent: slug === chosen,
            })),
          ]}
        />
      )}
      <div className={styles.parts}>
        {isWell ? (
          <EmptyState icon={CircleCheck} title="Nothing needs attention" level={2}>
            No secret in use has expired, expires within a week, may go anywhere, is weak, stored twice or unused, and
            no host waits for approval.
          </EmptyState>
        ) : (
          <>
            <FindingTiles counts={report.counts} />
            {report.waiting.count > 0 && <WaitingHosts waiting={report.waiting} organization={place.slug} />}
            {(report.first.length > 0 || report.waiting.count === 0) && (
              <DoFirst secrets={report.first} organization={place.slug} />
            )}
          </>
        )}
        {report.expiries.length > 0 && <ExpiryTimeline expiries={report.expiries} organization={place.slug} />}
        {!isWell && <FindingLists report={report} organization={place.slug} />}
      </div>
    </>
  )
}
