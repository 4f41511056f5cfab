import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ErrorCode } from '#lib/core/errors.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Tenant, TestRole } from './make-tenant.ts'

/** How one send of a load ended. `code`: why it was refused; null: it was answered. */
export type LoadOutcome = { number: number; code: ErrorCode | null; nothingLeft: boolean }

/** Who sends what, in one domain. Each send has its number as the last segment of its path. */
export type LoadPlan = {
  person: { personId: string; name: string }
  place: { organization: string; domain: string }
  /** Taken in turns. */
  requests: StoredRequest[]
  /** How many are under way at any time. */
  parallel: number
}

export type ToLoad = { id: number } & (
  | { verb: 'begin'; plan: LoadPlan; authority: string }
  | { verb: 'mark' }
  | { verb: 'finished'; count: number }
  | { verb: 'end' }
)

/**
 * A moment of a load, by numbers and not by clocks: the sends from `next` on begin after it was asked for, and of those
 * before it only the ones that are `underWay` have not ended.
 */
export type Mark = { next: number; underWay: number[] }

/** Sends in another process, as many at once as the plan says, until it ends. */
export type SendLoad = {
  mark(): Promise<Mark>
  /** Resolves when so many sends that began after this was asked have ended. */
  finished(count: number): Promise<void>
  /** Ends it, however often it is asked, and says how every send ended. */
  end(): Promise<LoadOutcome[]>
}

/** What `role` would send in Europe. */
export const planOf = (tenant: Tenant, role: TestRole, requests: StoredRequest[]): LoadPlan => ({
  person: tenant.people[role],
  place: tenant.place,
  requests,
  parallel: 8,
})

/** Begins to send in another process, on the same database, trusting `authority`. */
export async function startLoad(plan: LoadPlan, authority: string): Promise<SendLoad> {
  const child = fork(fileURLToPath(new URL('./send-load-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = asker(child)
  await ask({ verb: 'begin', plan, authority })
  let ended: LoadOutcome[] | undefined
  return {
    mark: async () => (await ask({ verb: 'mark' })) as Mark,
    finished: async (count) => void (await ask({ verb: 'finished', count })),
    end: async () => {
      if (ended) return ended
      const exit = once(child, 'exit')
      try {
        ended = (await ask({ verb: 'end' })) as LoadOutcome[]
      } finally {
        child.disconnect()
        await exit
      }
      return ended
    },
  }
}

type Verb = ToLoad extends infer Each ? (Each extends unknown ? Omit<Each, 'id'> : never) : never

function asker(child: ChildProcess): (verb: Verb) => Promise<unknown> {
  let lastId = 0
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', ({ id, value, error }: { id: number; value: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(value)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  child.on('exit', () => {
    for (const each of waiting.values()) each.reject(new Error('The load has ended.'))
  })
  return (verb) => {
    lastId += 1
    const answer = Promise.withResolvers<unknown>()
    waiting.set(lastId, answer)
    child.send({ ...verb, id: lastId } as ToLoad)
    return answer.promise
  }
}
