type Day = { day: string; sent: number; refused: number }

/** The top of a scale for counts up to `most`: a round, even number, so that its half is one too. */
export function scaleOf(most: number): number {
  for (let ten = 1; ; ten *= 10) {
    for (const step of [2, 4, 6, 8]) if (most <= step * ten) return step * ten
  }
}

/** The chart in a sentence. */
export function usesSummary(days: Day[]): string {
  const counts = days.map((day) => day.sent + day.refused)
  const refused = days.reduce((total, day) => total + day.refused, 0)
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map((count) => count.toLocaleString('en'))
  return `Uses per day, last ${days.length} days: between ${least} and ${most} a day, ${refused.toLocaleString('en')} refused`
}
