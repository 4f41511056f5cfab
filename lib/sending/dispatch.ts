import ipaddr from 'ipaddr.js'
import { env, type OperatorProxy } from '#lib/core/env.ts'
import type { Address, Destination } from './address-guard.ts'
import { type AnswerHead, AnswerReader } from './answer-reader.ts'
import type { ComposedRequest } from './compose-request.ts'
import type { Connection } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import { explainFailure } from './explain-failure.ts'
import { type Deadlines, deadlines } from './limits.ts'
import { openConnection } from './open-connection.ts'
import type { RawAnswer } from './raw-answer.ts'
import { Refusal } from './refusal.ts'

/**
 * How far a send came, also where it then failed. `isConnected` turns true as the request is given to a connection
 * whose certificate is verified: before, not one byte of it has left.
 */
export type Progress = { isConnected: boolean; status: number | null }

/** What tests set otherwise. */
export type DispatchOptions = { proxy?: OperatorProxy | null; deadlines?: Deadlines; pool?: ConnectionPool }

const sharedPool = new ConnectionPool()

/**
 * Sends one request to the judged addresses alone, over a connection of this owner: a new one, or one that an earlier
 * answer left whole. It follows no redirect, speaks HTTP/1.1 and verifies the certificate whatever the environment
 * says. A request of which a byte may have left is never written again. Throws refusals, never a library's error.
 */
export async function dispatch(
  request: ComposedRequest,
  destination: Destination,
  progress: Progress,
  owner: string,
  options: DispatchOptions = {},
): Promise<RawAnswer> {
  const { pool = sharedPool, deadlines: within = deadlines } = options
  const { url } = request
  const configured = options.proxy === undefined ? env().proxy : options.proxy
  const proxy = destination.addresses.some(isThisMachine) ? null : configured
  const key = JSON.stringify([owner, url.origin, destination.port, proxy && [proxy.isTls, proxy.host, proxy.port]])
  const write = (connection: Connection) => {
    const listener = {
      onStart: () => {
        progress.isConnected = true
      },
      onEnd: () => pool.give(key, connection),
    }
    return exchange(connection, request, new AnswerReader({ ...within, host: url.hostname }, listener))
  }
  try {
    for (let idle = pool.take(key, destination); idle; idle = pool.take(key, destination)) {
      const answer = await write(idle)
      if (!('unwritten' in answer)) return received(answer, url, progress)
    }
    const answer = await write(await openConnection(url, destination, { proxy, timeoutMs: within.connectMs }))
    if ('unwritten' in answer) throw answer.unwritten
    return received(answer, url, progress)
  } catch (error) {
    throw explained(error, url, progress)
  }
}

/** `unwritten`: the connection ended, as idle ones may at any time, before the request was given to it. */
async function exchange(connection: Connection, request: ComposedRequest, reader: AnswerReader) {
  const { method, url, headers, body } = request
  connection.client.dispatch(
    {
      method: method as 'GET',
      path: `${url.pathname}${url.search}`,
      headers: headers.flatMap(({ name, value }) => [name, value]),
      body,
    },
    reader,
  )
  try {
    return { reader, head: await reader.head() }
  } catch (error) {
    await connection.close()
    if (reader.hasStarted) throw error
    return { unwritten: error }
  }
}

function received(
  { reader, head }: { reader: AnswerReader; head: AnswerHead },
  url: URL,
  progress: Progress,
): RawAnswer {
  progress.status = head.status
  return {
    ...head,
    body: bodyOf(reader, url, progress),
    trailers: () => reader.trailers(),
    discard: async () => reader.giveUp(),
  }
}

async function* bodyOf(reader: AnswerReader, url: URL, progress: Progress): AsyncIterable<Buffer> {
  try {
    yield* reader.body()
  } catch (error) {
    throw explained(error, url, progress)
  }
}

const explained = (error: unknown, { hostname }: URL, { isConnected }: Progress): Refusal =>
  error instanceof Refusal ? error : explainFailure(error, { host: hostname, isConnected })

/** The operator's proxy would take such an address for its own machine's. */
const isThisMachine = ({ address }: Address) => ipaddr.process(address.replace(/%.*$/, '')).range() === 'loopback'
