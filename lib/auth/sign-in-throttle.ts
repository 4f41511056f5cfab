import { networkOf } from './network-of.ts'
import { type Counted, counted, countOne, forget, giveBackOne } from './throttle.ts'

/** Wrong passwords in a quarter of an hour, of one account from one address, and of all accounts from one address. */
export const attemptsPerAccountAndAddress = 10
export const attemptsPerAddress = 60
/** And from one browser that the account's person has signed in with before, whatever others do. */
export const attemptsPerDevice = 10

/** What an attempt was counted against: all of it is forgotten for the one, one attempt is given back to the other. */
export type Attempt = { account: Counted; address: Counted | null }

/**
 * Counts an attempt to sign in, before anything about it is checked. There is no count of an account alone: with one,
 * anybody could lock its owner out. A browser that its person has signed in with before (`device`, of device-cookie.ts)
 * has a count of its own and no other. Answers what countedRight() takes back. Throws `rate_limited`. OWASP ASVS 6.1.1,
 * 6.3.1; OWASP, Slow Down Online Guessing Attacks with Device Cookies.
 */
export async function countAttempt(email: string, address: string, device: string | null = null): Promise<Attempt> {
  if (device) {
    const ofDevice = counted('device', [device], attemptsPerDevice, 'Too many wrong passwords from this browser.')
    await countOne(ofDevice, address)
    return { account: ofDevice, address: null }
  }
  const network = networkOf(address)
  const ofAddress = counted('address', [network], attemptsPerAddress, sentence)
  const ofAccount = counted('account', [email, network], attemptsPerAccountAndAddress, sentence)
  await countOne(ofAddress, address)
  await countOne(ofAccount, address)
  return { account: ofAccount, address: ofAddress }
}

const sentence = 'Too many wrong passwords from your address.'

/**
 * Forgets the wrong attempts of an account from its address once the password was right. The address gets back only
 * this one attempt: else who has one account could guess at the others for ever by signing in between.
 */
export async function countedRight({ account, address }: Attempt): Promise<void> {
  await forget(account)
  if (address) await giveBackOne(address)
}

/**
 * Takes back an attempt at which nobody looked, so that who was turned away for want of a place may come again. The
 * address keeps it: else one could ask for ever while the queue is full.
 */
export const countedNothing = ({ account }: Attempt): Promise<void> => giveBackOne(account)
