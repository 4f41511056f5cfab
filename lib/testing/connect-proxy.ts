import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createCertificateAuthority } from './certificate-authority.ts'

/** A CONNECT as it came to the proxy, and how many bytes of the client's went through. */
export type Tunnelled = { target: string; headers: string[]; bytes: number }

/** What it does with each CONNECT from now on: connects to this port of this machine, whatever was asked, or answers so. */
export type ProxyPlan = { to: number } | { status: number } | { breaks: true } | { silent: true } | { blurts: number }

export type ToProxy =
  | { verb: 'listen'; certificate: { cert: string; key: string } | null }
  | { verb: 'plan'; plan: ProxyPlan }
  | { verb: 'seen' }

export type ConnectProxy = {
  port: number
  /** PEM of the authority of its certificate, where it speaks TLS. */
  authority: string
  plan(plan: ProxyPlan): Promise<void>
  /** Every CONNECT since the start, in order. */
  seen(): Promise<Tunnelled[]>
  stop(): Promise<void>
}

/** Starts a proxy in another process, that knows CONNECT and nothing else. */
export async function startConnectProxy({ isTls = false } = {}): Promise<ConnectProxy> {
  const authority = await createCertificateAuthority()
  const { certificate, key } = await authority.issue(['localhost'])
  const child = fork(fileURLToPath(new URL('./connect-proxy-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // One question at a time: tests ask no two.
  const ask = async (message: ToProxy): Promise<unknown> => {
    child.send(message)
    const [answer] = await once(child, 'message')
    return answer
  }
  const port = (await ask({ verb: 'listen', certificate: isTls ? { cert: certificate, key } : null })) as number
  return {
    port,
    authority: authority.certificate,
    plan: async (plan) => void (await ask({ verb: 'plan', plan })),
    seen: async () => (await ask({ verb: 'seen' })) as Tunnelled[],
    stop: async () => {
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}
