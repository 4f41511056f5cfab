import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { askProcess } from './ask-process.ts'
import { createCertificateAuthority } from './certificate-authority.ts'

/** What the provider says of somebody, by their subject. */
export type ProviderAccount = {
  sub: string
  email?: string
  email_verified?: unknown
  name?: string
  hd?: unknown
}

export type IdentityProviderOptions = {
  /** Where it sends people back to. */
  redirectUri: string
  port?: number
  /** Address and name stand in the ID token; else in userinfo alone, as OpenID Connect has it. */
  claimsInIdToken?: boolean
  /** How the client proves who it is. */
  clientAuthentication?: 'client_secret_post' | 'client_secret_basic'
}

export const testClient = { id: 'postern-test', secret: 'a-secret-of-the-test-client' }

type Verb =
  | { verb: 'listen'; options: IdentityProviderOptions; certificate: { cert: string; key: string } }
  | { verb: 'accounts'; accounts: ProviderAccount[] }
  | { verb: 'requests' }
export type ToIdentityProvider = Verb & { id: number }

export type TestIdentityProvider = {
  /** https://localhost:port */
  issuer: string
  /** PEM of the authority that signed its certificate. */
  authority: string
  /** Who can sign in there from now on: its page has a button for each. */
  accounts(...accounts: ProviderAccount[]): Promise<void>
  /** Methods and paths of what it was asked. */
  requests(): Promise<string[]>
  stop(): Promise<void>
}

/** Starts oidc-provider in another process, over https, and resolves when it listens. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<TestIdentityProvider> {
  const authority = await createCertificateAuthority()
  const { certificate: cert, key } = await authority.issue(['localhost'])
  const child = fork(fileURLToPath(new URL('./identity-provider-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = askProcess<Verb>(child, 'identity provider')
  const port = (await ask({ verb: 'listen', options, certificate: { cert, key } })) as number
  return {
    issuer: `https://localhost:${port}`,
    authority: authority.certificate,
    accounts: async (...accounts) => void (await ask({ verb: 'accounts', accounts })),
    requests: async () => (await ask({ verb: 'requests' })) as string[],
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}
