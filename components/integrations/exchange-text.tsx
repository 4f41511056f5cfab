import { RedactedText } from '#components/ui/redacted-text.tsx'
import type { Exchange, ShownAnswer, ShownRequest } from '#lib/sending/exchange.ts'
import styles from './test-result.module.css'

type Lines = { first: string; headers: { name: string; value: string }[]; body: string }

const linesOfRequest = ({ method, target, headers, body }: ShownRequest): Lines => ({
  first: `${method} ${target}`,
  headers,
  body,
})

const linesOfAnswer = ({ httpVersion, status, statusText, headers, body }: ShownAnswer): Lines => ({
  first: `HTTP/${httpVersion} ${status} ${statusText}`.trim(),
  headers,
  body,
})

/** A request as it was sent, with dots where its references stand. */
export const RequestText = ({ request }: { request: ShownRequest }) => <Message {...linesOfRequest(request)} />

/** An answer as it came, redacted. */
export const AnswerText = ({ answer }: { answer: ShownAnswer }) => <Message {...linesOfAnswer(answer)} />

function Message({ first, headers, body }: Lines) {
  return (
    <>
      <RedactedText text={first} />
      {headers.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand there twice, and none ever moves
        <span key={index}>
          {'\n'}
          <span className={styles.key}>{name.toLowerCase()}:</span> <RedactedText text={value} />
        </span>
      ))}
      {body !== '' && (
        <>
          {'\n\n'}
          <RedactedText text={body} />
        </>
      )}
    </>
  )
}

/** Both sides of an exchange as plain text, as redacted as they are shown. */
export function exchangeText(exchange: Extract<Exchange, { outcome: 'answered' }>): string {
  const text = ({ first, headers, body }: Lines) =>
    [first, ...headers.map(({ name, value }) => `${name.toLowerCase()}: ${value}`), '', body].join('\n').trimEnd()
  const sides = [...(exchange.request ? [linesOfRequest(exchange.request)] : []), linesOfAnswer(exchange.answer)]
  return `${sides.map(text).join('\n\n')}\n`
}
