import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A process of bench/ that says it is ready, and then answers each name with the milliseconds of one call. */
export class AskedProcess {
  readonly #file: string
  #child: ChildProcess | undefined

  constructor(file: string) {
    this.#file = file
  }

  async start(): Promise<void> {
    this.#child = fork(path.join(import.meta.dirname, this.#file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    await once(this.#child, 'message')
  }

  async ask(name: string): Promise<number> {
    if (!this.#child) throw new Error('The process was not started.')
    const answer = once(this.#child, 'message')
    this.#child.send(name)
    const [milliseconds] = (await answer) as [number]
    return milliseconds
  }

  async stop(): Promise<void> {
    if (!this.#child) return
    const exit = once(this.#child, 'exit')
    this.#child.kill()
    await exit
  }
}
