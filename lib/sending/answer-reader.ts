import { type Dispatcher, errors } from 'undici'
import type { NameAndValue } from '#lib/references/stored-request.ts'
import { tooLarge } from './decode-answer.ts'
import { bodyTimeout } from './explain-failure.ts'
import { type Deadlines, enoughBytes, maxAnswerBytes, maxInterimAnswers } from './limits.ts'

export type AnswerHead = { status: number; statusText: string; headers: NameAndValue[] }

type Listener = {
  /** The request is about to be written: from now on bytes of it may have left. */
  onStart: () => void
  /** The answer was read to its end. */
  onEnd: () => void
}

/**
 * Receives one answer from undici and hands it on as it is asked for: the connection is not read further while a chunk
 * waits. Enforces the deadlines and the size. Threat: a drip of bytes, or of 1xx answers, holds a connection for ever.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  hasStarted = false
  readonly #head = Promise.withResolvers<AnswerHead>()
  readonly #deadlines: Deadlines & { host: string }
  readonly #listener: Listener
  #controller: Dispatcher.DispatchController | null = null
  #timer: NodeJS.Timeout | undefined
  #chunks: Buffer[] = []
  /** Bytes in them. */
  #waiting = 0
  #length = 0
  #interim = 0
  #hasEnded = false
  #failure: { error: unknown } | null = null
  #trailers: NameAndValue[] = []
  #wake: () => void = () => {}

  constructor(deadlines: Deadlines & { host: string }, listener: Listener) {
    this.#deadlines = deadlines
    this.#listener = listener
  }

  /** Throws what undici throws. */
  head(): Promise<AnswerHead> {
    return this.#head.promise
  }

  trailers(): NameAndValue[] {
    return this.#trailers
  }

  /** Throws the refusals of size and time, and what undici throws. Who stops reading gives up the rest. */
  async *body(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (;;) {
        if (this.#failure) throw this.#failure.error
        if (this.#chunks.length > 0) yield this.#takeChunks()
        else if (this.#hasEnded) return
        else await this.#more()
      }
    } finally {
      this.giveUp()
    }
  }

  /** Ends the connection where the answer has not ended. */
  giveUp(): void {
    if (!this.#hasEnded) this.#fail(new errors.RequestAbortedError())
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.hasStarted = true
    this.#controller = controller
    this.#timer = setTimeout(() => this.#fail(new errors.HeadersTimeoutError()), this.#deadlines.headersMs)
    this.#listener.onStart()
  }

  onResponseStart({ rawHeaders }: Dispatcher.DispatchController, status: number, _: unknown, statusText = ''): void {
    if (status < 200) {
      this.#interim += 1
      if (this.#interim > maxInterimAnswers) this.#fail(new errors.NotSupportedError())
      return
    }
    clearTimeout(this.#timer)
    const { host, bodyMs } = this.#deadlines
    this.#timer = setTimeout(() => this.#fail(bodyTimeout(host)), bodyMs)
    this.#head.resolve({ status, statusText, headers: pairs(rawHeaders) })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // What undici hands on as it goes on reading: to wait for more again would go round for ever.
    if (chunk.byteLength === 0) return
    this.#length += chunk.byteLength
    if (this.#length > maxAnswerBytes) {
      this.#fail(tooLarge())
      return
    }
    this.#chunks.push(chunk)
    this.#waiting += chunk.byteLength
    if (this.#waiting >= enoughBytes) controller.pause()
    // After all that one read of the socket has brought: a server may have cut it into single bytes.
    if (this.#chunks.length === 1) setImmediate(() => this.#wake())
  }

  onResponseEnd({ rawTrailers }: Dispatcher.DispatchController): void {
    clearTimeout(this.#timer)
    this.#hasEnded = true
    this.#trailers = pairs(rawTrailers)
    this.#listener.onEnd()
    this.#wake()
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error)
  }

  #takeChunks(): Buffer {
    const chunks = this.#chunks
    this.#chunks = []
    this.#waiting = 0
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  }

  #more(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    this.#controller?.resume()
    return promise
  }

  #fail(error: unknown): void {
    clearTimeout(this.#timer)
    if (this.#failure || this.#hasEnded) return
    this.#failure = { error }
    this.#chunks = []
    this.#head.promise.catch(() => {})
    this.#head.reject(error)
    this.#controller?.abort(new errors.RequestAbortedError())
    this.#wake()
  }
}

/** A character of a value is a byte, as it came. */
function pairs(raw: unknown): NameAndValue[] {
  const flat = Array.isArray(raw)
    ? raw.map((each) => (Buffer.isBuffer(each) ? each.toString('latin1') : String(each)))
    : []
  const all: NameAndValue[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) all.push({ name: flat[at] ?? '', value: flat[at + 1] ?? '' })
  return all
}
