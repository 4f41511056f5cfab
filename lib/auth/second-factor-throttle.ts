import { networkOf } from './network-of.ts'
import { type Counted, counted, countOne, forget, giveBackOne } from './throttle.ts'

/** Wrong codes in a quarter of an hour: one in a million is right, and three of them at any time. OWASP ASVS 6.6.3. */
export const codesPerAccount = 10
/**
 * And in a week, until a right one: a year of tries at the rate above would find a code with even odds, this with less
 * than one in a hundred. NIST SP 800-63B, 3.2.2, has at most 100 in a row.
 */
export const codesPerWeek = 50
const weekSeconds = 7 * 24 * 60 * 60
/** Wrong proofs within one session that it is still the same person. */
const proofsPerSession = 10
/** Passkeys asked for by whoever is not signed in, from one address, that opened no session. */
export const passkeysPerAddress = 120

/**
 * Counts a code before it is looked at. Codes are counted by account, from wherever they come: whoever gives one has
 * given the password before, so that nobody else can lock its owner out. A known browser has a count of its own, and
 * passkeys and recovery codes, which nobody guesses, go on. Answers what to forget once a code was right. Throws
 * `rate_limited`.
 */
export async function countCode(personId: string, device: string | null, address: string): Promise<Counted[]> {
  const counts = device
    ? [counted('code-device', [personId, device], codesPerAccount, tooMany)]
    : [counted('code', [personId], codesPerAccount, tooMany), codesOfWeek(personId)]
  for (const count of counts) await countOne(count, address)
  return counts
}

const tooMany = 'Too many wrong codes. A passkey or a recovery code still works.'
const codesOfWeek = (personId: string) =>
  counted(
    'code-week',
    [personId],
    codesPerWeek,
    'Too many wrong codes, by somebody who knows your password. Set a new one, or use a passkey or a recovery code.',
    weekSeconds,
  )

/** Forgets a week's wrong codes with the password that they were given after. */
export const forgetCodes = (personId: string): Promise<void> => forget(codesOfWeek(personId))

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
