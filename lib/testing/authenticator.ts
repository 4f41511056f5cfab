import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { AddPasskeyInput, PasskeyAnswer } from '#lib/auth/schema.ts'

type Over = { origin?: string; rpId?: string; flags?: number; challenge?: string; userHandle?: string }

const present = 0x01
const verified = 0x04
const hasCredential = 0x40

/** A passkey in software, for tests: what a browser gives back of one. WebAuthn 3, 6. */
export class Authenticator {
  readonly id = randomBytes(16)
  readonly #privateKey: KeyObject
  readonly #cose: Uint8Array
  readonly #origin: string
  /** How often it has signed, which stays 0 where it does not count. */
  counter = 0

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const coordinates = [x, y].map((each) => new Uint8Array(Buffer.from(each, 'base64url')))
    this.#privateKey = privateKey
    this.#cose = isoCBOR.encode(
      new Map<number, number | Uint8Array<ArrayBuffer>>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinates[0] ?? new Uint8Array()],
        [-3, coordinates[1] ?? new Uint8Array()],
      ]),
    )
    this.#origin = origin
  }

  /** What a new passkey gives back for a challenge. */
  made(challenge: string, over: Over = {}): AddPasskeyInput['answer'] {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.byteLength)
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, this.#cose])
    const authData = new Uint8Array(
      Buffer.concat([this.#data(over.flags ?? present | verified | hasCredential, over), credential]),
    )
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return {
      ...this.#named(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, over).toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** What it signs for a challenge. */
  signed(challenge: string, over: Over = {}): PasskeyAnswer {
    const data = this.#data(over.flags ?? present | verified, over)
    const clientData = this.#clientData('webauthn.get', challenge, over)
    const signature = sign(
      'sha256',
      Buffer.concat([data, createHash('sha256').update(clientData).digest()]),
      this.#privateKey,
    )
    return {
      ...this.#named(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(over.userHandle !== undefined && { userHandle: Buffer.from(over.userHandle).toString('base64url') }),
      },
    }
  }

  #named() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const
  }

  #data(flags: number, { rpId = new URL(this.#origin).hostname }: Over): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counter])
  }

  #clientData(type: string, challenge: string, { origin = this.#origin, challenge: other = challenge }: Over): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: other, origin, crossOrigin: false }))
  }
}
