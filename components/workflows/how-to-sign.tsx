import styles from './workflow-editor.module.css'

const example = (url: string) => `body='{"station":"Hamburg"}'
id="msg_$(openssl rand -hex 12)"
time="$(date +%s)"
signature="$(printf '%s.%s.%s' "$id" "$time" "$body" \\
  | openssl dgst -sha256 -hmac "$SIGNING_KEY" -binary | base64)"
curl --fail '${url}' \\
  -H 'Content-Type: application/json' \\
  -H "webhook-id: $id" \\
  -H "webhook-timestamp: $time" \\
  -H "webhook-signature: v1,$signature" \\
  --data-binary "$body"`

/** How whoever delivers signs, with placeholders alone: the key never stands here. */
export function HowToSign({ url }: { url: string }) {
  return (
    <div className={styles.sign}>
      <h2 id="how-to-sign">How to sign a delivery</h2>
      <p>
        As Standard Webhooks says: HMAC-SHA256 over the message’s id, its time in seconds and its body, joined by dots,
        under the signing secret’s text, or, where that begins with whsec_, under the bytes that its Base64 stands for.
        A delivery is taken for five minutes. The same id again starts no second run.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to */}
      <section tabIndex={0} aria-labelledby="how-to-sign">
        <pre>{example(url)}</pre>
      </section>
    </div>
  )
}
