import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createCertificateAuthority, createSelfSigned, type ServerCertificate } from './certificate-authority.ts'

/** A request as it came. `raw` and `body` are Base64 of the bytes; `raw` is all of it, also of one that broke off. */
export type RecordedRequest = {
  method: string
  target: string
  headers: { name: string; value: string }[]
  body: string
  raw: string
  /** Which of the connections since forget() it came over: the first is 1. */
  connection: number
}

/** What the upstream does with every request from now on. Without anything: 200 and an empty body. */
export type UpstreamAnswer = {
  status?: number
  reason?: string
  headers?: { name: string; value: string }[]
  body?: string
  /** `body` is Base64 of the bytes. */
  bodyIsBase64?: boolean
  compress?: 'gzip' | 'br' | 'deflate'
  /** The body is the request itself. */
  echo?: boolean
  /** `{header}` in reason, headers and body becomes the value of this request header. */
  reflect?: string
  /** Never answers, or never ends its answer. */
  stall?: 'headers' | 'body'
  /** Breaks the connection off instead of answering. */
  breaks?: boolean
  /** The body in chunked coding, each chunk in a write of its own, the first with the head. */
  chunks?: string[]
  /** Behind the chunks. */
  trailers?: { name: string; value: string }[]
  /** A byte of body every few milliseconds, without end; or such interim answers instead of one. */
  drips?: 'body' | 'interim'
  /** Base64 of what is written instead of an answer, whatever it is. */
  raw?: string
  /** Closes the connection after the answer, whatever it has said about it. */
  closes?: boolean
  /** What requests to these targets get instead. */
  targets?: Record<string, UpstreamAnswer>
}

type Verb =
  | { verb: 'listen'; host: string; port: number; protocols: string[]; certificate: { cert: string; key: string } }
  | { verb: 'answer'; answers: UpstreamAnswer[] }
  | { verb: 'hang-up' }
  | { verb: 'requests' }
  | { verb: 'forget' }
export type ToUpstream = Verb & { id: number }

export type Upstream = {
  port: number
  /** https://localhost:port */
  origin: string
  /** PEM of the authority that signed its certificate: to be trusted with NODE_EXTRA_CA_CERTS or trustAuthority(). */
  authority: string
  /** With several answers each request takes the next one, and the last one stays. */
  answer(...answers: UpstreamAnswer[]): Promise<void>
  requests(): Promise<RecordedRequest[]>
  /** How many clients have finished the TLS handshake. */
  connections(): Promise<number>
  /** Closes every connection, and resolves when the last bytes are on their way. */
  hangUp(): Promise<void>
  forget(): Promise<void>
  stop(): Promise<void>
}

export type UpstreamOptions = {
  /** Names and addresses in the certificate. */
  names?: string[]
  certificate?: 'signed' | 'self-signed' | 'expired'
  host?: string
  port?: number
  /** What it offers in ALPN: `http/1.1` unless said otherwise. */
  protocols?: string[]
}

/** Starts an HTTPS server in another process on a free port, and resolves when it listens. */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const names = options.names ?? ['localhost', '127.0.0.1', '::1']
  const authority = await createCertificateAuthority()
  const { certificate: cert, key } = await certificateOf(options.certificate ?? 'signed', names, authority)
  const child = fork(fileURLToPath(new URL('./upstream-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = asker(child)
  const { host = '127.0.0.1', protocols = ['http/1.1'] } = options
  const certificate = { cert, key }
  const port = (await ask({ verb: 'listen', host, port: options.port ?? 0, protocols, certificate })) as number
  type Seen = { requests: RecordedRequest[]; connections: number }
  return {
    port,
    origin: `https://localhost:${port}`,
    authority: authority.certificate,
    answer: async (...answers) => void (await ask({ verb: 'answer', answers })),
    hangUp: async () => void (await ask({ verb: 'hang-up' })),
    requests: async () => ((await ask({ verb: 'requests' })) as Seen).requests,
    connections: async () => ((await ask({ verb: 'requests' })) as Seen).connections,
    forget: async () => void (await ask({ verb: 'forget' })),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}

async function certificateOf(
  kind: 'signed' | 'self-signed' | 'expired',
  names: string[],
  authority: Awaited<ReturnType<typeof createCertificateAuthority>>,
): Promise<ServerCertificate> {
  if (kind === 'self-signed') return createSelfSigned(names)
  if (kind === 'signed') return authority.issue(names)
  const day = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000)
  return authority.issue(names, { notBefore: day(-3), notAfter: day(-1) })
}

function asker(child: ChildProcess): (verb: Verb) => Promise<unknown> {
  let lastId = 0
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', ({ id, value }: { id: number; value: unknown }) => {
    waiting.get(id)?.resolve(value)
    waiting.delete(id)
  })
  child.on('exit', () => {
    for (const each of waiting.values()) each.reject(new Error('The upstream has ended.'))
  })
  return (verb) => {
    lastId += 1
    const answer = Promise.withResolvers<unknown>()
    waiting.set(lastId, answer)
    child.send({ ...verb, id: lastId } satisfies ToUpstream)
    return answer.promise
  }
}
