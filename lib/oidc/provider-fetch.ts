import type { CustomFetch } from 'openid-client'
import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici'
import { env, type OperatorProxy } from '#lib/core/env.ts'
import { isLoopback } from '#lib/core/is-loopback.ts'

const longestAnswer = 1024 * 1024
const limits = { maxResponseSize: longestAnswer, headersTimeout: 10_000, bodyTimeout: 10_000 }

/**
 * A request to the identity provider that the operator has chosen: over https (http on this machine alone), through the
 * operator's proxy where there is one, of an answer of at most 1 MiB, and following no redirect. What the provider's
 * metadata names is asked in the same way. RFC 9700, section 2.6; OWASP ASVS 12.3, 10.5.
 */
export const providerFetch: CustomFetch = async (address, { body, headers, method, signal }) => {
  const url = new URL(address)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new Error('The identity provider named an address without TLS.')
  const dispatcher = dispatcherTo(url)
  try {
    const answer = await undiciFetch(url, {
      method,
      headers,
      redirect: 'manual',
      dispatcher,
      ...(body != null && { body: formOf(body) }),
      ...(signal && { signal }),
    })
    // Read here, so that neither connection nor limit outlives the request.
    const bytes = await answer.arrayBuffer()
    const isEmpty = [101, 204, 205, 304].includes(answer.status)
    return new Response(isEmpty ? null : bytes, { status: answer.status, headers: [...answer.headers] })
  } finally {
    await dispatcher.close()
  }
}

/** Of the bodies that a client of OpenID Connect sends, each is a form. */
function formOf(body: unknown): URLSearchParams {
  if (body instanceof URLSearchParams) return body
  throw new Error('This is no form.')
}

function dispatcherTo(url: URL): Dispatcher {
  const { proxy } = env()
  return proxy && !isLoopback(url.hostname) ? new ProxyAgent({ ...limits, ...proxyOptions(proxy) }) : new Agent(limits)
}

function proxyOptions({ isTls, host, port, authorization }: OperatorProxy) {
  const token = authorization()
  const name = host.includes(':') ? `[${host}]` : host
  return { uri: `${isTls ? 'https' : 'http'}://${name}:${port}`, ...(token !== null && { token }) }
}
