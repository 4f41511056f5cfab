/** Proof that the caller is one of the few modules that may read a SecretValue: see .dependency-cruiser.cjs. */
export class ReadPermit {
  readonly #only = true
  static readonly granted = new ReadPermit()

  private constructor() {
    void this.#only
  }
}
