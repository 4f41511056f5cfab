import { networkOf } from './network-of.ts'
import { type Counted, counted, countOne, giveBackOne } from './throttle.ts'

/** Wrong codes in a quarter of an hour: one in a million is right, and three of them at any time. OWASP ASVS 6.6.3. */
export const codesPerAccount = 10
/** Wrong proofs within one session that it is still the same person. */
const proofsPerSession = 10
/** Passkeys asked for by whoever is not signed in, from one address, that opened no session. */
export const passkeysPerAddress = 120

/**
 * Counts a code before it is looked at. Codes are counted by account, from wherever they come: whoever gives one has
 * given the password before, so that nobody else can lock its owner out. A known browser has a count of its own, and
 * passkeys and recovery codes, which nobody guesses, go on. Throws `rate_limited`.
 */
export async function countCode(personId: string, device: string | null, address: string): Promise<Counted> {
  const sentence = 'Too many wrong codes. A passkey or a recovery code still works.'
  const count = device
    ? counted('code-device', [personId, device], codesPerAccount, sentence)
    : counted('code', [personId], codesPerAccount, sentence)
  await countOne(count, address)
  return count
}

/** Counts a proof that it is still the same person, before it is looked at: by session. Throws `rate_limited`. */
export async function countProof(sessionId: string, address: string): Promise<Counted> {
  const count = counted('proof', [sessionId], proofsPerSession, 'Too many wrong answers in this session.')
  await countOne(count, address)
  return count
}

/** Counts that somebody who is not signed in asked for a passkey's challenge, each of which is a row. Throws `rate_limited`. */
export async function countPasskeyAsked(address: string): Promise<void> {
  await countOne(passkeysAskedFrom(address), address)
}

/** Takes one back that opened a session: many people can share an address. */
export const countedPasskey = (address: string): Promise<void> => giveBackOne(passkeysAskedFrom(address))

const passkeysAskedFrom = (address: string) =>
  counted('passkey', [networkOf(address)], passkeysPerAddress, 'Too many attempts.')
