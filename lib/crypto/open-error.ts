/**
 * A sealed value did not open. Whatever the cause (format, length, key, tag, associated data), it is the same error
 * with the same message and no cause: who probes with forged values learns nothing from it. NIST SP 800-38D, 7.2, step 8.
 */
export class OpenError extends Error {
  constructor() {
    super('The value could not be opened.')
    this.name = 'OpenError'
  }
}
