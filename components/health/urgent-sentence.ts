import { daysLeftText } from '#components/secrets/days-left-text.ts'
import type { UrgentSecret } from '#lib/health/schema.ts'

/** What is wrong with a secret (behind its name), why it matters, and what to do. */
export function urgentSentence(secret: UrgentSecret): { what: string; why: string } {
  const { finding, daysLeft, uses, refused, hosts, storedBy } = secret
  const value = storedBy === '' ? '' : ` ${storedBy} stored its value.`
  switch (finding) {
    case 'expired':
      return {
        what: `expired ${daysLeftText(daysLeft ?? 0)}`,
        why: `${refused > 0 ? `${times(refused)} it was refused since.` : 'Whatever names it is refused.'} Give it a new value, or extend its date.`,
      }
    case 'expiring':
      return {
        what: daysLeft === 0 ? 'expires today' : `expires ${daysLeftText(daysLeft ?? 0)}`,
        why: `${uses > 0 ? `Sent ${times(uses).toLowerCase()} in 30 days.` : 'Not sent in 30 days.'}${value}`,
      }
    case 'unrestricted':
      return {
        what: 'may be sent to any host',
        why:
          hosts.length === 1
            ? `In 30 days it was sent only to ${hosts[0]}. Give it a new value, allowed for that host alone.`
            : 'Give it a new value, and say where that may go.',
      }
    case 'weak':
      return { what: weakText[secret.weakness ?? 'guessable'], why: 'Make a longer, random one at the provider.' }
    default:
      return {
        what: 'has the same value as another',
        why: `Also stored as ${secret.sameAs.map(({ name }) => name).join(', ')}. Whoever learns one knows them all: give each its own.`,
      }
  }
}

const weakText = {
  short: 'is weak: it is short',
  common: 'is weak: it is a common one',
  guessable: 'is weak: it follows a pattern that is tried first',
}

const times = (count: number) => (count === 1 ? 'Once' : `${count.toLocaleString('en')} times`)

/** "2 places in Europe", "5 places in 3 domains"; what names it. */
export function usedIn({ requests, inDomains }: Pick<UrgentSecret, 'requests' | 'inDomains'>): string {
  if (requests === 0) return 'Nothing names it'
  const what = requests === 1 ? '1 place' : `${requests.toLocaleString('en')} places`
  return `${what} in ${inDomains.length === 1 ? inDomains[0] : `${inDomains.length} domains`}`
}
