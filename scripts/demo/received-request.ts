/** A request as the demo's service got it, with every value in it. */
export type ReceivedRequest = {
  at: Date
  host: string
  method: string
  /** Path and query as they came. */
  target: string
  /** In order, as they came. */
  headers: { name: string; value: string }[]
  body: Buffer
}

const kept = 20
const shownBytes = 16 * 1024

/** The last requests, in memory only. */
export class ReceivedRequests {
  readonly #requests: ReceivedRequest[] = []

  add(request: ReceivedRequest): void {
    this.#requests.unshift(request)
    this.#requests.length = Math.min(this.#requests.length, kept)
  }

  /** All of them as plain text, the newest first. */
  toText(): string {
    const head = `What the demo's service received, with the values, newest first (the last ${kept}). Reload to see more.`
    if (this.#requests.length === 0) return `${head}\n\nNothing yet. Open an integration in Postern and press Test.\n`
    return `${[head, ...this.#requests.map(print)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
  }
}

function print({ at, host, method, target, headers, body }: ReceivedRequest): string {
  const lines = headers.map(({ name, value }) => `${name}: ${value}`)
  const shown = body.subarray(0, shownBytes).toString('utf8')
  const rest = body.byteLength > shownBytes ? `\n(${body.byteLength - shownBytes} more bytes)` : ''
  return [`${at.toISOString()}  https://${host}`, '', `${method} ${target}`, ...lines, '', `${shown}${rest}`]
    .join('\n')
    .trimEnd()
}
