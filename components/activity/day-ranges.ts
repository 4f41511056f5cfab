import type { ChangeLogQuery } from '#lib/changelog/schema.ts'
import { dayIn } from '#lib/core/clock.ts'

export type DayRange = 'today' | 'week' | 'month' | 'chosen'
type Days = Pick<ChangeLogQuery, 'from' | 'to'>

/** Spans of days that a log is looked through by; the last one is whatever days somebody chooses. */
export const dayRanges: { value: DayRange; label: string; days: (timeZone: string) => Days }[] = [
  { value: 'today', label: 'Today', days: (timeZone) => since(timeZone, 0) },
  { value: 'week', label: 'Last 7 days', days: (timeZone) => since(timeZone, 6) },
  { value: 'month', label: 'Last 30 days', days: (timeZone) => since(timeZone, 29) },
  { value: 'chosen', label: 'Chosen days', days: () => ({ from: null, to: null }) },
]

function since(timeZone: string, daysBack: number): Days {
  const today = new Date(`${dayIn(timeZone)}T00:00:00Z`)
  return { from: new Date(today.getTime() - daysBack * 86_400_000).toISOString().slice(0, 10), to: null }
}

/** The span that a query's days are; null: any time. */
export function rangeOf({ from, to }: Days, timeZone: string): DayRange | null {
  if (from === null && to === null) return null
  const found = dayRanges.find(({ value, days }) => value !== 'chosen' && to === null && days(timeZone).from === from)
  return found?.value ?? 'chosen'
}
