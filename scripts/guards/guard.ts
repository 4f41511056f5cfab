/** A line that keeps somebody out, and the tests that notice its absence. */
export type Guard = {
  /** What it keeps from happening. */
  name: string
  /** Relative to the project. */
  file: string
  /** Stands in the file once. */
  text: string
  /** What stands there instead once the guard is gone. */
  without: string
  /** Of these at least one turns red then. */
  tests: string[]
}
