import { setTimeout as delay } from 'node:timers/promises'
import { ConsoleClient } from '../http/console-client.ts'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { anyAddress, trySignIn } from './attack-sign-in.ts'
import { CountedAnswers } from './count-answers.ts'

/** What the owner of an account meets while others guess at it. */
export type Watched = { known: CountedAnswers; elsewhere: CountedAnswers; page: CountedAnswers; ready: CountedAnswers }

/**
 * Again and again until `isOver()`: signs the owner in with a browser that is known, and from a new address with one that
 * is not, asks for a page in an open session and whether the machine is ready.
 */
export async function watchOwner(
  stack: Stack,
  { slug, owner }: { slug: string; owner: SeededPerson },
  isOver: () => boolean,
): Promise<Watched> {
  const first = await trySignIn(stack, owner, anyAddress())
  const session = first.cookies.find((each) => each.startsWith('postern-session='))
  const device = first.cookies.find((each) => each.startsWith('postern-device='))
  if (!session || !device) throw new Error('The owner was not signed in before it began.')
  const inside = new ConsoleClient(stack, session)
  const watched: Watched = {
    known: new CountedAnswers(),
    elsewhere: new CountedAnswers(),
    page: new CountedAnswers(),
    ready: new CountedAnswers(),
  }
  do {
    await Promise.all([
      watched.known.time(async () => (await trySignIn(stack, owner, anyAddress(), device)).code),
      watched.elsewhere.time(async () => (await trySignIn(stack, owner, anyAddress())).code),
      watched.page.time(async () => String((await inside.get(`/${slug}/secrets`)).status)),
      watched.ready.time(async () => String((await inside.get('/readyz')).status)),
    ])
    await delay(1000)
  } while (!isOver())
  return watched
}
