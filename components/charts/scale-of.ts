/** The top of a scale for counts up to `most`: a round, even number, so that its half is one too. */
export function scaleOf(most: number): number {
  for (let ten = 1; ; ten *= 10) {
    for (const step of [2, 4, 6, 8]) if (most <= step * ten) return step * ten
  }
}
