import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser'
import type { PasskeyAnswer } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'

/** What a browser refused, or its person did: browsers do not tell which, so that no page learns who has a passkey. */
export const passkeyRefused: PublicError = {
  code: 'internal',
  message: 'No passkey was used. Try again, or use another way.',
  fields: {},
}

/** Asks the browser for a passkey: what it signed, or null where none was used. */
export async function askPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<PasskeyAnswer | null> {
  try {
    return { ...(await startAuthentication({ optionsJSON: options })), clientExtensionResults: {} }
  } catch {
    return null
  }
}
