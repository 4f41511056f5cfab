import Link from 'next/link'
import { DayChart, type Series } from '#components/charts/day-chart.tsx'
import { pagePath } from '#components/data/paths.ts'
import type { SendFilter, SendsOfDay } from '#lib/usages/schema.ts'
import { sendsSummary } from './sends-summary.ts'

const series: Series<SendFilter>[] = [
  { key: 'answered', word: 'answered', look: 'main' },
  { key: 'failed', word: 'failed', look: 'bad' },
  { key: 'unknown', word: 'outcome unknown', look: 'open' },
]

/** What came of the sends of the last 14 days, and the way to each of them. */
export function SendsChart({ organization, days }: { organization: string; days: SendsOfDay[] }) {
  return (
    <DayChart
      title="Sends per day"
      summary={sendsSummary(days)}
      days={days}
      series={series}
      none="Nothing has been sent in the last 14 days."
      aside={
        <Link href={`${pagePath({ organization }, 'activity')}?tab=sends`} prefetch={false}>
          View sends
        </Link>
      }
    />
  )
}
