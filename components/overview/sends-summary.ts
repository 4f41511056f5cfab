import type { SendsOfDay } from '#lib/usages/schema.ts'

/** The chart of sends in a sentence. */
export function sendsSummary(days: SendsOfDay[]): string {
  const sum = (of: 'answered' | 'failed' | 'unknown') =>
    days.reduce((total, day) => total + day[of], 0).toLocaleString('en')
  return `Sends per day, last ${days.length} days: ${sum('answered')} answered, ${sum('failed')} failed, ${sum('unknown')} with unknown outcome`
}
