import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { askProcess } from './ask-process.ts'
import { createCertificateAuthority } from './certificate-authority.ts'

export type MailServerOptions = {
  tls: 'implicit' | 'starttls' | 'none'
  /** What it asks for; nothing unless given. */
  login?: { user: string; pass: string }
  port?: number
}

/** A mail as it came, and whether over TLS. */
export type ReceivedMail = { to: string[]; raw: string; isSecure: boolean }

type Verb =
  | { verb: 'listen'; options: MailServerOptions; certificate: { cert: string; key: string } }
  | { verb: 'refuse'; all: boolean }
  | { verb: 'mails' }
  | { verb: 'forget' }
export type ToMailServer = Verb & { id: number }

export type TestMailServer = {
  port: number
  /** PEM of the authority that signed its certificate. */
  authority: string
  mails(): Promise<ReceivedMail[]>
  connections(): Promise<number>
  /** Whether it takes no mail for anybody from now on. */
  refuse(all: boolean): Promise<void>
  forget(): Promise<void>
  stop(): Promise<void>
}

/** Starts an SMTP server in another process on a free port of this machine, and resolves when it listens. */
export async function startMailServer(options: MailServerOptions): Promise<TestMailServer> {
  const authority = await createCertificateAuthority()
  const { certificate: cert, key } = await authority.issue(['localhost'])
  const child = fork(fileURLToPath(new URL('./mail-server-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = askProcess<Verb>(child, 'mail server')
  const port = (await ask({ verb: 'listen', options, certificate: { cert, key } })) as number
  const seen = async () => (await ask({ verb: 'mails' })) as { mails: ReceivedMail[]; connections: number }
  return {
    port,
    authority: authority.certificate,
    mails: async () => (await seen()).mails,
    connections: async () => (await seen()).connections,
    refuse: async (all) => void (await ask({ verb: 'refuse', all })),
    forget: async () => void (await ask({ verb: 'forget' })),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}
