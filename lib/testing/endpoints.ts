// What tests of endpoints stand on: their inputs, keys that were stored, and envelopes as the other end makes them.
import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { createEndpoint } from '#lib/allowlist/save-endpoint.ts'
import { type CreateEndpointInput, createEndpointInput } from '#lib/allowlist/schema.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { type ContentEncryption, contentEncryptions } from '#lib/envelope/content-encryption.ts'
import { openEnvelope } from '#lib/envelope/open-envelope.ts'
import { sealEnvelope } from '#lib/envelope/seal-envelope.ts'
import type { DomainPlace } from '#lib/secrets/schema.ts'
import { tenant, token, upstream } from './sends.ts'
import type { UpstreamAnswer } from './upstream.ts'

/** An endpoint without encryption, as the form has it. */
export const endpointInput = (place: DomainPlace, over: Partial<CreateEndpointInput> = {}): CreateEndpointInput =>
  createEndpointInput.parse({
    ...place,
    name: 'Payments',
    hostPattern: 'api.pay.example.com',
    pathPattern: '/*',
    description: '',
    encryption: 'none',
    keyName: '',
    keyPart: null,
    keyEncoding: 'base64',
    graceHours: 24,
    ...over,
  })

/** An endpoint at the upstream of this test file, in its tenant. */
export const allow = async (over: Partial<CreateEndpointInput> = {}) =>
  runChange(await tenant.permit('allowlist:edit'), (scope) =>
    createEndpoint(scope, endpointInput(tenant.place, { hostPattern: `localhost:${upstream.port}`, ...over })),
  )

export const forgetEndpoints = async () => {
  const organizationId = tenant.organization.id
  await db().referenceInUse.deleteMany({ where: { organizationId, consumerKind: 'allowlist_endpoint' } })
  await db().allowlistEndpoint.deleteMany({ where: { organizationId } })
  await setPolicy(false)
}

export const setPolicy = (onlyAllowlisted: boolean) =>
  db().organization.update({ where: { id: tenant.organization.id }, data: { onlyAllowlisted } })

/** A key of the right size, stored in Base64, and the endpoint that it encrypts. */
export async function encrypting(encryption: ContentEncryption = 'a256gcm', over: Partial<CreateEndpointInput> = {}) {
  const key = randomBytes(contentEncryptions[encryption].bytes)
  const secret = await token(key.toString('base64'))
  const endpoint = await allow({ encryption, keyName: secret.name, ...over })
  return { key, secret, endpoint, encryption }
}

type Sealed = { key: Buffer; encryption: ContentEncryption }

/** The other end's envelope. */
export const envelopeOf = (text: string, { key, encryption }: Sealed, kid = 'theirs'): string =>
  sealEnvelope(Buffer.from(text), {
    encryption,
    key: { kid, key: createSecretKey(key) },
    contentType: 'application/json',
  })

export const answerOf = (body: string): UpstreamAnswer => ({
  headers: [{ name: 'Content-Type', value: 'application/jose' }],
  body,
})

/** What arrived in an envelope, opened as the other end does, and who it says it is under. */
export function arrived(text: string, { key, encryption }: Sealed): { text: string; kid: unknown; cty: unknown } {
  const [header = ''] = text.split('.')
  const { kid, cty } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  const keys = [{ kid: 'theirs', key: createSecretKey(key) }]
  const opened = openEnvelope(text, { encryption, keys })
  assert.equal(opened.contentType, cty ?? null)
  return { text: Buffer.from(opened.plaintext).toString('utf8'), kid, cty }
}
