import { sealEnvelope } from '#lib/envelope/seal-envelope.ts'
import type { ComposedRequest } from './compose-request.ts'
import type { OpenedKey } from './open-key.ts'

/**
 * The request with its body in an envelope, which says what it holds; one without a body as it is. The address and the
 * other headers are not encrypted. RFC 7516.
 */
export function sealRequest(request: ComposedRequest, { encryption, current }: OpenedKey): ComposedRequest {
  if (request.body === null) return request
  const isContentType = ({ name }: { name: string }) => name.toLowerCase() === 'content-type'
  const contentType = request.headers.find(isContentType)?.value ?? null
  const envelope = sealEnvelope(request.body, { encryption, key: current, contentType })
  return {
    ...request,
    headers: [
      ...request.headers.filter((header) => !isContentType(header)),
      { name: 'Content-Type', value: 'application/jose' },
    ],
    body: Buffer.from(envelope, 'ascii'),
  }
}
