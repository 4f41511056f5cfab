/** The run is not this process's any more: it was taken for interrupted, or deleted. Nothing more is sent or written. */
export class RunIsOver extends Error {
  constructor() {
    super('The run is over.')
    this.name = 'RunIsOver'
  }
}
