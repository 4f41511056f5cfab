import { randomInt } from 'node:crypto'
import { newTokenText } from '#lib/tokens/token-text.ts'
import { ConsoleClient } from '../http/console-client.ts'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { CountedAnswers } from './count-answers.ts'

export type Attack = { passwords: CountedAnswers; tokens: CountedAnswers }

/** One of 2^24 addresses of the benchmarking and documentation networks, as a trusted proxy would name it. */
export const anyAddress = () => `198.${18 + randomInt(2)}.${randomInt(256)}.${randomInt(1, 255)}`

/** What a sign-in answers, and the cookies that it set. */
export async function trySignIn(
  stack: Stack,
  person: { email: string; password: string },
  address: string,
  cookie = '',
) {
  const { email, password } = person
  const sent = { 'X-Forwarded-For': address, ...(cookie && { Cookie: cookie }) }
  const { result, status, headers } = await new ConsoleClient(stack).action('signInAction', [{ email, password }], sent)
  const cookies = headers['set-cookie']?.map((line) => line.split(';')[0] ?? '') ?? []
  return { code: result ? (result.ok ? 'done' : String(result.error?.code)) : `status ${status}`, cookies }
}

/**
 * So many wrong passwords, for one account and for those that nobody has, and so many wrong tokens, each from one of many
 * addresses, `parallel` of each at once.
 */
export async function attackSignIn(
  stack: Stack,
  { email }: SeededPerson,
  { attempts, parallel }: { attempts: number; parallel: number },
  attack: Attack = { passwords: new CountedAnswers(), tokens: new CountedAnswers() },
): Promise<Attack> {
  const nobody = new ConsoleClient(stack)
  const password = (index: number) =>
    attack.passwords.time(async () => {
      const account = index % 2 ? email : `nobody.${index}@acme.example`
      const { code } = await trySignIn(stack, { email: account, password: `wrong ${index}` }, anyAddress())
      return code
    })
  const token = () =>
    attack.tokens.time(async () => {
      const sent = { Authorization: `Bearer ${newTokenText()}`, 'X-Forwarded-For': anyAddress() }
      return String((await nobody.get('/api/v1/secrets', sent)).status)
    })
  await Promise.all([inParallel(attempts, parallel, password), inParallel(attempts, parallel, token)])
  return attack
}

async function inParallel(count: number, parallel: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let begun = 0
  const worker = async () => {
    while (begun < count) await work(begun++)
  }
  await Promise.all(Array.from({ length: parallel }, worker))
}
