import type { Permit } from '#lib/access/permit.ts'
import { openEnvelope } from '#lib/envelope/open-envelope.ts'
import { sealEnvelope } from '#lib/envelope/seal-envelope.ts'
import type { RoundTrip, TestEndpointInput } from './schema.ts'
import { withEndpointKey } from './with-endpoint-key.ts'

/** Seals a sample as a request to the endpoint would be, and opens it again as an answer would be. Nothing is sent. */
export async function testEndpoint(
  permit: Permit<'allowlist:test'>,
  input: Pick<TestEndpointInput, 'id' | 'text'>,
): Promise<RoundTrip> {
  return withEndpointKey(permit, input.id, ({ encryption, current, all }) => {
    const contentType = 'text/plain; charset=utf-8'
    const plaintext = Buffer.from(input.text, 'utf8')
    const envelope = sealEnvelope(plaintext, { encryption, key: current, contentType })
    const opened = openEnvelope(envelope, { encryption, keys: all })
    const [header = ''] = envelope.split('.')
    return {
      envelope,
      header: Buffer.from(header, 'base64url').toString('utf8'),
      opened: Buffer.from(opened.plaintext).toString('utf8'),
      keyVersion: Number(opened.kid),
    }
  })
}
