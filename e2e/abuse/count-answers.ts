/** What came of many requests: how often each answer came, and how long the slowest took. */
export class CountedAnswers {
  readonly counts: Record<string, number> = {}
  slowestMs = 0

  async time(work: () => Promise<string>): Promise<string> {
    const start = performance.now()
    const answer = await work()
    this.slowestMs = Math.max(this.slowestMs, Math.round(performance.now() - start))
    this.counts[answer] = (this.counts[answer] ?? 0) + 1
    return answer
  }

  /** Answers that are none of those that are expected. */
  others(...expected: string[]): string[] {
    return Object.keys(this.counts).filter((answer) => !expected.includes(answer))
  }

  toString(): string {
    const counts = Object.entries(this.counts).map(([answer, count]) => `${answer} ${count}`)
    return `${counts.join(', ')}; the slowest took ${this.slowestMs} ms`
  }
}
