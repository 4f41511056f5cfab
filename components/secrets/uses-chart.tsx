import { DayChart, type Series } from '#components/charts/day-chart.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { usesSummary } from './uses-summary.ts'

const series: Series<'sent' | 'refused'>[] = [
  { key: 'sent', word: 'sent', look: 'main' },
  { key: 'refused', word: 'refused', look: 'bad' },
]

/** How often a secret was used on each of the last 30 days, sent and refused. */
export function UsesChart({ days }: { days: SecretDetails['usesPerDay'] }) {
  return (
    <DayChart
      title="Uses per day"
      summary={usesSummary(days)}
      days={days}
      series={series}
      none="Not used in the last 30 days. Each send that names it, and each refused one, is counted here."
    />
  )
}
