import type { BrowserContext } from '@playwright/test'

/** Everything that pages of a context said on the console, threw, or tried against the Content-Security-Policy. */
export class ConsoleGuard {
  readonly #said: string[] = []
  readonly #allowed: RegExp[] = []

  watch(context: BrowserContext): void {
    context.on('console', (message) => this.#note(`${message.type()}: ${message.text()} (${message.location().url})`))
    context.on('weberror', (error) => this.#note(`thrown: ${error.error().message}`))
  }

  /** What the rest of this test brings about on purpose: a browser says on the console that an address does not exist. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  get said(): string[] {
    return this.#said
  }

  #note(said: string): void {
    // A fragment can hold a setup link's token.
    const text = said.replaceAll(/#[\w-]+/g, '#…')
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.#said.push(text.slice(0, 500))
  }
}
