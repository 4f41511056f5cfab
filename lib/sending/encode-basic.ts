import type { Encoded } from '#lib/references/encode-value.ts'

/**
 * Credentials for HTTP Basic. `username` is what stands before the first colon that was typed. RFC 7617 section 2.
 */
export function encodeBasic(username: string, password: string): Encoded {
  if (username.includes(':')) return { problem: 'has a colon in the username, where Basic authentication would end it' }
  if (!(username + password).isWellFormed()) return { problem: 'has half a character, which cannot be sent' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 forbids them
  if (/[\0-\x1f\x7f]/.test(username + password))
    return { problem: 'has a control character, which Basic authentication cannot carry' }
  return { text: Buffer.from(`${username}:${password}`, 'utf8').toString('base64') }
}
