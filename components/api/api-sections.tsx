import type { ReactNode } from 'react'
import type { ApiDescription } from '#lib/api/schema.ts'
import styles from './api-page.module.css'
import { CodeBlock } from './code-block.tsx'

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** How a program says who it is, and what tokens may do. */
export function Authentication({ api }: { api: ApiDescription }) {
  return (
    <Part id="authentication" title="Authentication">
      <p>
        Every operation takes an API token. An admin creates it in <b>Domain Settings › Security › API Tokens</b>, or,
        for every domain, in the organization’s <b>Settings</b>. It is shown once. Cookies count for nothing here.
      </p>
      <CodeBlock
        label="curl"
        text={`curl --header "Authorization: Bearer $POSTERN_TOKEN" \\\n  "${api.origin}/api/v1/secrets"`}
      />
      <p>
        A token holds what its scopes say, in its domain or in the whole organization, until it expires or is revoked.
        None reads a value, exports, or changes people, policies or tokens.
      </p>
      <dl className={styles.fields}>
        {api.scopes.map(({ scope, text }) => (
          <div key={scope}>
            <dt>
              <code>{scope}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

/** What holds for every operation. */
export function Conventions() {
  return (
    <Part id="conventions" title="Requests and answers">
      <h3>Bodies</h3>
      <p>
        JSON in UTF-8, at most 1 MiB, with <code>Content-Type: application/json</code>. Parameters and fields that an
        operation does not know are refused, and so is what stands there twice.
      </p>
      <h3>Lists</h3>
      <p>
        A list answers <code>{'{ items, nextCursor }'}</code>. Give <code>nextCursor</code> back as <code>cursor</code>{' '}
        for the next page; on the last it is <code>null</code>.
      </p>
      <h3>Changes</h3>
      <p>
        What can be changed comes with an <code>ETag</code>. <code>PATCH</code> and <code>DELETE</code> take it as{' '}
        <code>If-Match</code>: if somebody changed the thing meanwhile, nothing is done and the answer is{' '}
        <a href="#stale_version">stale_version</a>.
      </p>
      <h3>Idempotency</h3>
      <p>
        Every <code>POST</code> takes an <code>Idempotency-Key</code> of your own, 1 to 255 visible characters. The same
        request with the same key is done once: asked again within 24 hours, it is answered as before, with{' '}
        <code>Idempotency-Replayed: true</code>. Another request with the key is refused. What was refused before
        anything was done is not kept, so that the corrected request may have the key.
      </p>
    </Part>
  )
}

export function Quotas({ requestsPerMinute }: { requestsPerMinute: number }) {
  return (
    <Part id="quotas" title="Quotas">
      <p>
        A token makes {requestsPerMinute} requests a minute. Every answer says what is left: <code>RateLimit</code> has
        the requests that remain (<code>r</code>) and the seconds until the quota is whole again (<code>t</code>).
        Beyond it, the answer is <a href="#rate_limited">rate_limited</a> with <code>Retry-After</code>.
      </p>
      <CodeBlock
        label="Headers"
        text={`RateLimit-Policy: "token";q=${requestsPerMinute};w=60\nRateLimit: "token";r=${requestsPerMinute - 2};t=41`}
      />
    </Part>
  )
}

/** Every code, where a problem's `type` leads. */
export function Errors({ errors }: { errors: ApiDescription['errors'] }) {
  return (
    <Part id="errors" title="Errors">
      <p>
        A refusal is a problem (RFC 9457). Tell them apart by <code>code</code>; <code>errors</code> names the fields.
        Nothing that was sent is quoted.
      </p>
      <CodeBlock
        label="application/problem+json"
        text={JSON.stringify(
          {
            type: '/api/v1#invalid',
            title: 'The request is not as it should be.',
            status: 400,
            detail: 'The request is not as it should be.',
            code: 'invalid',
            errors: [{ field: 'expiresOn', detail: 'This is a date as year-month-day, like 2027-03-14.' }],
          },
          null,
          2,
        )}
      />
      <dl className={styles.fields}>
        {errors.map(({ code, status, text }) => (
          <div key={code} id={code}>
            <dt>
              <code>{code}</code> <span className={styles.type}>{status}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

/** By what scanners know a token that lies where none should. */
export function SecretScanning() {
  return (
    <Part id="secret-scanning" title="Secret scanning">
      <p>
        A token is <code>pst_</code>, 32 random characters and a checksum of six: the CRC-32 of all that stands before
        them, in base 62 with the digits <code>0-9A-Za-z</code>. So a scanner knows offline whether what it found is
        one.
      </p>
      <CodeBlock label="Regular expression" text={'\\bpst_[0-9A-Za-z]{38}\\b'} />
      <p>
        Whoever finds one revokes it under <b>API Tokens</b>, where it is known by its last four characters.
      </p>
    </Part>
  )
}
