import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { SecretValue } from '#lib/core/secret-value.ts'
import { open, seal } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { Figure } from '../figure.ts'

const key = { id: 1, key: createSecretKey(randomBytes(32)) }
const plaintext = randomBytes(1024)
const value = SecretValue.fromBytes(plaintext)
const associatedData = secretAssociatedData({
  organizationId: randomUUID(),
  domainId: randomUUID(),
  secretId: randomUUID(),
  version: 1,
  field: 'value',
  type: 'token',
  visibility: 'restricted',
  purpose: 'any',
  allowedHosts: ['api.example.com'],
})
const sealed = seal(key, value, associatedData)

const nonce = randomBytes(12)
const { ciphertext, tag } = encrypt(nonce)

function encrypt(withNonce: Uint8Array) {
  const cipher = createCipheriv('aes-256-gcm', key.key, withNonce)
  cipher.setAAD(associatedData)
  const output = cipher.update(plaintext)
  cipher.final()
  return { ciphertext: output, tag: cipher.getAuthTag() }
}

function decrypt(): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: 16 })
  decipher.setAAD(associatedData)
  decipher.setAuthTag(tag)
  const output = decipher.update(ciphertext)
  decipher.final()
  return output
}

const operationsARun = 20_000

/** Operations per second. The result of the last one is looked at, so that none can be left out. */
async function perSecond(operation: () => { byteLength: number }): Promise<number> {
  const start = performance.now()
  let length = 0
  for (let index = 0; index < operationsARun; index++) length = operation().byteLength
  if (length === 0) throw new Error('Nothing was measured.')
  return operationsARun / ((performance.now() - start) / 1000)
}

const figures: Figure[] = [
  {
    name: 'crypto.seal',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'Node’s own AES-256-GCM (createCipheriv, random nonce) on the same 1 KiB and associated data',
    measure: () => perSecond(() => seal(key, value, associatedData)),
    measureYardstick: () => perSecond(() => encrypt(randomBytes(12)).ciphertext),
  },
  {
    name: 'crypto.open',
    unit: 'operations/s',
    better: 'larger',
    yardstick: 'Node’s own AES-256-GCM (createDecipheriv) on the same 1 KiB and associated data',
    measure: () => perSecond(() => open(key, sealed, associatedData)),
    measureYardstick: () => perSecond(decrypt),
  },
]

export default figures
