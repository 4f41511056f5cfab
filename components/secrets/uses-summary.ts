type Day = { day: string; sent: number; refused: number }

/** The chart in a sentence. */
export function usesSummary(days: Day[]): string {
  const counts = days.map((day) => day.sent + day.refused)
  const refused = days.reduce((total, day) => total + day.refused, 0)
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map((count) => count.toLocaleString('en'))
  return `Uses per day, last ${days.length} days: between ${least} and ${most} a day, ${refused.toLocaleString('en')} refused`
}
