// The process behind startIdentityProvider(): oidc-provider over https, with a page on which one chooses who one is.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import {
  type IdentityProviderOptions,
  type ProviderAccount,
  type ToIdentityProvider,
  testClient,
} from './identity-provider.ts'

let accounts: ProviderAccount[] = []
const requests: string[] = []

function configurationOf({
  redirectUri,
  claimsInIdToken,
  clientAuthentication,
}: IdentityProviderOptions): Configuration {
  return {
    clients: [
      {
        client_id: testClient.id,
        client_secret: testClient.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: clientAuthentication ?? 'client_secret_post',
      },
    ],
    clientAuthMethods: [clientAuthentication ?? 'client_secret_post'],
    pkce: { required: () => true },
    conformIdTokenClaims: !claimsInIdToken,
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'hd'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/choose/${uid}` },
    findAccount: (_, sub) => {
      const account = accounts.find((each) => each.sub === sub)
      return account && { accountId: sub, claims: async () => ({ ...account }) as { sub: string } }
    },
    // Everybody has agreed to this client once.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    cookies: { keys: ['a-key-of-the-test-provider'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600, AuthorizationCode: 60 },
  }
}

/** GET shows who there is; a POST of `account` goes on as that one. */
async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const accountId = new URLSearchParams(Buffer.concat(parts).toString()).get('account')
    const result = accountId ? { login: { accountId } } : { error: 'access_denied', error_description: 'canary-words' }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
  const buttons = accounts.map(
    ({ sub, name }) => `<button name="account" value="${sub}">Sign in as ${name ?? sub}</button>`,
  )
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.end(
    `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1><form method="post">${buttons.join('')}<button name="account" value="">Cancel</button></form></html>`,
  )
}

function listen(options: IdentityProviderOptions, certificate: { cert: string; key: string }): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer(certificate)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const provider = new Provider(`https://localhost:${port}`, configurationOf(options))
      const answer = provider.callback()
      server.on('request', (request, response) => {
        const path = request.url?.split('?')[0] ?? ''
        requests.push(`${request.method} ${path}`)
        // Browsers ask for it by themselves, and say on the console if it is not there.
        if (path === '/favicon.ico') return void response.writeHead(204).end()
        if (!path.startsWith('/choose/')) return void answer(request, response)
        choose(provider, request, response).catch(() => response.writeHead(400).end())
      })
      resolve(port)
    })
  })
}

process.on('message', async (message: ToIdentityProvider) => {
  const reply = (value: unknown) => process.send?.({ id: message.id, value })
  switch (message.verb) {
    case 'listen':
      reply(await listen(message.options, message.certificate))
      break
    case 'accounts':
      accounts = message.accounts
      reply(null)
      break
    case 'requests':
      reply(requests)
      break
  }
})
// Whoever started this process is gone: nothing is left to serve.
process.on('disconnect', () => process.exit(0))
