/** The plain text of a mail as it came, decoded: nodemailer writes it as quoted-printable or as it is. RFC 2045, section 6.7. */
export function textOfMail(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const part = /Content-Type: text\/plain[\s\S]*?\r?\n\r?\n([\s\S]*)/.exec(raw.split(`\n--${boundary}`)[1] ?? '')
  if (!part) throw new Error('The mail has no plain text.')
  const head = part[0].slice(0, part[0].search(/\r?\n\r?\n/))
  const body = part[1] ?? ''
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The address in a mail's text: its link. */
export function linkInMail(raw: string): string {
  const link = /https?:\/\/\S+/.exec(textOfMail(raw))?.[0]
  if (!link) throw new Error('The mail has no link.')
  return link
}
