import assert from 'node:assert/strict'
import type { Destination } from '#lib/sending/address-guard.ts'
import type { ComposedRequest } from '#lib/sending/compose-request.ts'
import { ConnectionPool } from '#lib/sending/connection-pool.ts'
import { type DispatchOptions, dispatch } from '#lib/sending/dispatch.ts'
import { Refusal } from '#lib/sending/refusal.ts'

/** Stands in every request of requestTo(), so that no refusal can quote it unnoticed. */
export const canary = 'canary-8f2b61d0-dispatch'

export const requestTo = (origin: string, changes: Partial<ComposedRequest> = {}): ComposedRequest => ({
  method: 'POST',
  url: new URL(`${origin}/v1/x?y=z`),
  headers: [
    { name: 'X-Api-Key', value: canary },
    { name: 'x-Second', value: 'two words' },
  ],
  body: Buffer.from('{"a":1}'),
  ...changes,
})

export const loopback = (port: number, ...addresses: string[]): Destination => ({
  addresses: (addresses.length > 0 ? addresses : ['127.0.0.1']).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  })),
  port,
  note: '',
})

type Options = DispatchOptions & { owner?: string }

/** Sends, without a proxy and with connections of its own unless said otherwise, and reads the answer to its end. */
export async function dispatched(
  request: ComposedRequest,
  to: Destination,
  { owner = 'owner', ...options }: Options = {},
) {
  const progress = { isConnected: false, status: null }
  const answer = await dispatch(request, to, progress, owner, { proxy: null, pool: new ConnectionPool(), ...options })
  const chunks: Buffer[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  return { ...answer, text: body.toString('utf8'), length: body.byteLength, trailers: answer.trailers(), ...progress }
}

/** The refusal that a send ends in, and whether anything had left. It quotes nothing of the request or of a library. */
export async function refusalOf(request: ComposedRequest, to: Destination, options: Options = {}) {
  const { owner = 'owner', ...others } = options
  const progress = { isConnected: false, status: null }
  const read = async () => {
    const { body } = await dispatch(request, to, progress, owner, {
      proxy: null,
      pool: new ConnectionPool(),
      ...others,
    })
    for await (const chunk of body) assert.ok(chunk.byteLength > 0)
  }
  const error = await read().then(
    () => assert.fail('It was sent.'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof Refusal, String(error))
  assert.doesNotMatch(error.message, /canary|UND_ERR|HPE_|E[A-Z]{5,}|127\.0\.0\.1/)
  return { code: error.code, message: error.message, ...progress }
}
