import type { Socket } from 'node:net'
import { Client, errors } from 'undici'
import { maxAnswerHeadBytes, maxIdleMs } from './limits.ts'

/**
 * One connection to one judged address, for one request at a time. It never connects again: undici would otherwise open
 * another one, to where nobody judged, and write there what it was given.
 */
export class Connection {
  readonly client: Client
  /** The judged one that it leads to, also through a proxy. */
  readonly address: string
  onClose: () => void = () => {}
  readonly #socket: Socket

  constructor(origin: string, socket: Socket, address: string) {
    this.address = address
    this.#socket = socket
    socket.once('close', () => this.onClose())
    let isTaken = false
    this.client = new Client(origin, {
      // Later, because undici does not go on while it asks.
      connect: (_options, callback) => {
        const isFirst = !isTaken
        isTaken = true
        queueMicrotask(() => {
          if (isFirst && !socket.destroyed) callback(null, socket)
          else callback(new errors.SocketError('closed'), null)
        })
      },
      allowH2: false,
      pipelining: 1,
      // Deadlines are AnswerReader's: undici begins these anew with every byte, and with every 1xx answer.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: maxAnswerHeadBytes,
      // What the server announces in Keep-Alive counts where it is less, a second before its end.
      keepAliveTimeout: maxIdleMs,
      keepAliveMaxTimeout: maxIdleMs,
      keepAliveTimeoutThreshold: 1000,
    })
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable && this.#socket.readable
  }

  async close(): Promise<void> {
    await this.client.destroy()
    this.#socket.destroy()
  }
}
