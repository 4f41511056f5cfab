import type { Mail } from './mail.ts'

/** A mail's plain text and its HTML, in which whatever people have named stands escaped. OWASP Cross Site Scripting Prevention. */
export function composeMail({ subject, paragraphs, action, closing }: Mail): { text: string; html: string } {
  const lines = [...paragraphs, ...(action ? [`${action.label}:\n${action.url}`] : []), `-- \n${closing}`]
  const body = [
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escaped(paragraph)}</p>`),
    ...(action ? [button(action)] : []),
    `<p style="margin:32px 0 0;color:#5c6470;font-size:13px">${escaped(closing)}</p>`,
  ]
  return {
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#ffffff;color:#14181f;font:15px/22px system-ui,sans-serif">
<div style="max-width:520px;margin:0 auto">
${body.join('\n')}
</div></body></html>
`,
  }
}

const button = ({ label, url }: NonNullable<Mail['action']>) =>
  `<p style="margin:24px 0"><a href="${escaped(url)}" style="display:inline-block;padding:11px 18px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none">${escaped(label)}</a></p>
<p style="margin:0 0 16px;color:#5c6470;font-size:13px">Or copy this address: <br>${escaped(url)}</p>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
