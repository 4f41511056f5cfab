/** One figure of the project and the yardstick that it is measured beside, in turn, in the same run. */
export type Figure = {
  /** Fixed names stand in the contracts: `list.first-page`, `send.c1` … */
  name: string
  unit: string
  /** What the yardstick is, in words. */
  yardstick: string
  /** Whether a larger value is better: decides how a reader takes the ratio. */
  better: 'smaller' | 'larger'
  setup?(): Promise<void>
  /** One run: warmed up by the runner, which takes the median of several. */
  measure(): Promise<number>
  measureYardstick(): Promise<number>
  teardown?(): Promise<void>
}
