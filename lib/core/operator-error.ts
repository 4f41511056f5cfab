/**
 * What stops a start or a command: one sentence, written by us, for whoever runs Postern. It says what is wrong, why
 * and what to do, and holds no value of a variable, a key or a secret.
 */
export class OperatorError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'OperatorError'
  }
}
