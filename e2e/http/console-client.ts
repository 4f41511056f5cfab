import http from 'node:http'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { actionManifest } from './action-manifest.ts'

export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string }
export type ActionAnswer = Answer & {
  /** What the action returned, if it was reached. */
  result: {
    ok: boolean
    data?: unknown
    error?: { code: string; message: string; fields: Record<string, string> }
  } | null
}

/** Speaks to the console as a program does, past every page: what no form would send. */
export class ConsoleClient {
  readonly #stack: Stack
  readonly #cookie: string | null

  constructor(stack: Stack, cookie: string | null = null) {
    this.#stack = stack
    this.#cookie = cookie
  }

  /** Throws if the password is not taken. */
  static async signedIn(stack: Stack, person: SeededPerson): Promise<ConsoleClient> {
    const cookies = await sessionCookies(stack, person)
    return new ConsoleClient(stack, cookies.find((cookie) => cookie.startsWith('postern-session=')) ?? null)
  }

  /** The same browser at another process of the installation. */
  at(stack: Stack): ConsoleClient {
    return new ConsoleClient(stack, this.#cookie)
  }

  get(target: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.#send('GET', target, headers)
  }

  post(target: string, body: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.#send('POST', target, headers, body)
  }

  /** Calls a server action as Next's own client does. Headers that are given replace those that it would send. */
  async action(name: string, args: unknown[], headers: http.OutgoingHttpHeaders = {}): Promise<ActionAnswer> {
    return this.rawAction(name, JSON.stringify(args), headers)
  }

  async rawAction(name: string, body: string, headers: http.OutgoingHttpHeaders = {}): Promise<ActionAnswer> {
    const action = actionManifest().get(name)
    if (!action) throw new Error(`The build has no action ${name}.`)
    const page = action.page
      .replace('[organization]', 'any')
      .replace('[domain]', 'any')
      .replace(/\[\w+\]/g, 'any')
    const answer = await this.#send(
      'POST',
      page,
      {
        Origin: this.#stack.origin,
        Accept: 'text/x-component',
        'Next-Action': action.id,
        'Content-Type': 'text/plain;charset=UTF-8',
        ...headers,
      },
      body,
    )
    const line = /^1:(\{.*\})$/m.exec(answer.text)?.[1]
    return { ...answer, result: line ? JSON.parse(line) : null }
  }

  #send(method: string, target: string, headers: http.OutgoingHttpHeaders, body = ''): Promise<Answer> {
    const { port, host } = new URL(this.#stack.origin)
    const sent: http.OutgoingHttpHeaders = { Host: host, ...(this.#cookie && { Cookie: this.#cookie }), ...headers }
    for (const [name, value] of Object.entries(sent)) if (value === undefined) delete sent[name]
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port, method, path: target, headers: sent, agent: false })
      request.on('error', reject)
      request.on('response', (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        })
        response.on('error', reject)
      })
      request.end(body)
    })
  }
}

/** The cookies, as `name=value`, that a browser gets for a right password. Throws if it is not taken. */
export async function sessionCookies(
  stack: Stack,
  { email, password }: SeededPerson,
  userAgent?: string,
): Promise<string[]> {
  const sent = userAgent === undefined ? {} : { 'User-Agent': userAgent }
  const { headers, result } = await new ConsoleClient(stack).action('signInAction', [{ email, password }], sent)
  const cookies = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '')
  if (!result?.ok || !cookies.some((cookie) => cookie.startsWith('postern-session=')))
    throw new Error('Nobody was signed in.')
  return cookies
}
