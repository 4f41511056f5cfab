/** One browser, as far as the identity provider sees it: follows its redirects and keeps its cookies. */
export class ProviderBrowser {
  readonly #cookies = new Map<string, string>()

  /**
   * Goes to the provider as `subject` (null: cancels there) and answers the address to which it sends back, without
   * going there.
   */
  async walk(url: string, subject: string | null): Promise<URL> {
    const { origin } = new URL(url)
    let next = url
    for (let hops = 0; hops < 10; hops++) {
      const answer = await this.#ask(next)
      if (answer.status === 200) {
        const form = new URLSearchParams({ account: subject ?? '' })
        next = locationOf(await this.#ask(next, form), next)
      } else next = locationOf(answer, next)
      if (new URL(next).origin !== origin) return new URL(next)
    }
    throw new Error('The provider sends around in circles.')
  }

  async #ask(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }
}

function locationOf(answer: Response, from: string): string {
  const location = answer.headers.get('location')
  if (!location) throw new Error(`The provider answered ${answer.status} and leads nowhere.`)
  return new URL(location, from).href
}
