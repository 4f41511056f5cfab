import type { ReactNode } from 'react'
import type { ImportFormat } from '#lib/imports/schema.ts'
import styles from './format-help.module.css'

const examples: Record<ImportFormat, { text: string; more: ReactNode }> = {
  env: {
    text: 'STRIPE_KEY=…\nexport SMTP_PASSWORD="…"\nTLS_KEY="-----BEGIN…\n…"   # several lines',
    more: 'A token each. Values with # or spaces at their ends stand in quotes.',
  },
  json: {
    text: '{\n  "stripe_key": "…",\n  "mail": { "username": "…", "password": "…" },\n  "crm": { "type": "json", "value": { … }, "allowedHosts": ["api.example.com"] }\n}',
    more: (
      <>
        A text is a token, a username and a password are a pair, any other object is a JSON secret as it is written.
        With <code>value</code> there may also be <code>type</code>, <code>description</code>, <code>allowedHosts</code>
        , <code>expiresOn</code>, <code>visibility</code>, <code>purpose</code>. A list of these has a <code>name</code>{' '}
        in each.
      </>
    ),
  },
  csv: {
    text: 'name,value,description,allowed_domains\nstripe_key,…,Shop,api.stripe.com',
    more: (
      <>
        The first line names the columns, in any order: <code>name</code>, <code>value</code> or <code>username</code>{' '}
        and <code>password</code>, <code>type</code>, <code>description</code>, <code>allowed_domains</code>,{' '}
        <code>expires_on</code>, <code>visibility</code>, <code>purpose</code>. Commas, semicolons or tabs.
      </>
    ),
  },
}

/** How a file of a format looks. */
export function FormatHelp({ format }: { format: ImportFormat }) {
  const { text, more } = examples[format]
  return (
    <div className={styles.help}>
      <pre>
        <code>{text}</code>
      </pre>
      <p>{more}</p>
    </div>
  )
}
