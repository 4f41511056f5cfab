import { isIP } from 'node:net'

/** Whether a URL's host is this machine: RFC 6761 gives `localhost` and names under it to loopback; 127.0.0.0/8 and ::1 are it. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    (isIP(hostname) === 4 && hostname.startsWith('127.'))
  )
}
