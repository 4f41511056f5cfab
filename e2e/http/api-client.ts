import http from 'node:http'
import type { Stack } from '../stack/start-stack.ts'

export type ApiRequest = {
  method: string
  /** Below /api/v1, with its query. */
  path: string
  headers?: http.OutgoingHttpHeaders
  /** As it is sent. */
  body?: string
}
export type ApiAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string }

/** Speaks to the REST API as a program does. */
export class ApiClient {
  readonly #stack: Pick<Stack, 'origin'>
  readonly #headers: http.OutgoingHttpHeaders

  constructor(stack: Pick<Stack, 'origin'>, token: string | null, headers: http.OutgoingHttpHeaders = {}) {
    this.#stack = stack
    this.#headers = { ...(token !== null && { Authorization: `Bearer ${token}` }), ...headers }
  }

  /** Throws where the answer is no answer of HTTP. */
  send({ method, path, headers = {}, body }: ApiRequest): Promise<ApiAnswer> {
    const { port, host } = new URL(this.#stack.origin)
    const sent: http.OutgoingHttpHeaders = {
      Host: host,
      ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
      ...this.#headers,
      ...headers,
    }
    const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>()
    const target = { host: '127.0.0.1', port, method, path: `/api/v1${path}`, headers: sent, agent: false }
    const request = http.request(target)
    request.on('error', reject)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    request.end(body)
    return promise
  }
}
