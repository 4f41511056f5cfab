import type { ChildProcess } from 'node:child_process'

/** Asks a child process by messages with ids: each answer goes to who asked. All of them fail when it ends. */
export function askProcess<Verb extends object>(child: ChildProcess, what: string): (verb: Verb) => Promise<unknown> {
  let lastId = 0
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', ({ id, value }: { id: number; value: unknown }) => {
    waiting.get(id)?.resolve(value)
    waiting.delete(id)
  })
  child.on('exit', () => {
    for (const each of waiting.values()) each.reject(new Error(`The ${what} has ended.`))
  })
  return (verb) => {
    lastId += 1
    const answer = Promise.withResolvers<unknown>()
    waiting.set(lastId, answer)
    child.send({ ...verb, id: lastId })
    return answer.promise
  }
}
