import { connectTimeoutMs, headersTimeoutMs } from './limits.ts'
import { Refusal } from './refusal.ts'

/** Codes of certificates that were refused: Node's and OpenSSL's names for them. */
const certificateReasons: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that this machine does not know',
  CERT_UNTRUSTED: 'its certificate comes from an authority that this machine does not know',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate was revoked',
  CERT_SIGNATURE_FAILURE: 'its certificate is signed wrongly',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  HOSTNAME_MISMATCH: 'its certificate is for another host',
  INVALID_PURPOSE: 'its certificate is not for servers',
  CERT_CHAIN_TOO_LONG: 'its chain of certificates is too long',
}

const connectionReasons: Record<string, string> = {
  ECONNREFUSED: 'it refuses the connection',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no way to it from here',
  EADDRNOTAVAIL: 'there is no way to it from here',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
}

/**
 * What to tell people of an error of undici, TLS or the network: one of `upstream_tls`, `upstream_timeout`,
 * `upstream_unreachable`, `response_too_large`. Never the error's own text, which quotes headers and addresses.
 */
export function explainFailure(error: unknown, { host, isConnected }: { host: string; isConnected: boolean }): Refusal {
  const code = codeOf(error)
  const certificate = certificateReasons[code]
  if (certificate) {
    return tls(
      `${host} could not prove that it is ${host}: ${certificate}. Nothing was sent. Ask whoever runs the server, or add its authority with NODE_EXTRA_CA_CERTS.`,
    )
  }
  if (!isConnected && (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO')) {
    return tls(
      `${host} does not speak TLS as Postern does (1.2 or later), or not on this port. Nothing was sent. Check the base URL.`,
    )
  }
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return timeout(`${host} took no connection within ${connectTimeoutMs / 1000} seconds. Nothing was sent.`)
    case 'UND_ERR_HEADERS_TIMEOUT':
      return timeout(
        `${host} took the request and did not answer within ${headersTimeoutMs / 1000} seconds. It may have done what was asked.`,
      )
    case 'UND_ERR_BODY_TIMEOUT':
      return bodyTimeout(host)
    case 'UND_ERR_HEADERS_OVERFLOW':
      return new Refusal('response_too_large', `The headers of the answer are too large. The request was sent.`, {
        note: 'Headers too large',
      })
  }
  const isHttp = code.startsWith('HPE_') || code.startsWith('UND_ERR_RES_') || code === 'UND_ERR_NOT_SUPPORTED'
  const reason = connectionReasons[code] ?? (isHttp ? 'its answer is not valid HTTP/1.1' : 'the connection failed')
  const what = isConnected
    ? `${host} did not answer: ${reason}. It may have done what was asked.`
    : `${host} could not be reached: ${reason}. Nothing was sent.`
  return new Refusal('upstream_unreachable', what, { note: isConnected ? 'No answer' : 'Not reached' })
}

export function bodyTimeout(host: string): Refusal {
  return timeout(`${host} began its answer and did not end it in time. It may have done what was asked.`)
}

const tls = (message: string) =>
  new Refusal('upstream_tls', message, { note: 'Certificate not verified', field: 'baseUrl' })

const timeout = (message: string) => new Refusal('upstream_timeout', message, { note: 'No answer in time' })

/** The code of an error, of its cause, or of the first of several: one address each. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return ''
  const { code } = error as { code?: unknown }
  if (error instanceof AggregateError && typeof code !== 'string') return codeOf(error.errors[0], depth + 1)
  return typeof code === 'string' && code !== '' ? code : codeOf(error.cause, depth + 1)
}
