'use client'

import { CircleCheck, CircleExclamationPoint, Copy } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { Exchange } from '#lib/sending/exchange.ts'
import { EarlierAttempts } from './earlier-attempts.tsx'
import { redactionsText } from './exchange-sentence.ts'
import { AnswerText, exchangeText, RequestText } from './exchange-text.tsx'
import { StepsLine } from './send-steps.tsx'
import styles from './test-result.module.css'

type Answered = Extract<Exchange, { outcome: 'answered' }>

/** An answered test: its status, and both sides of the exchange, redacted. The steps fold into one line. */
export function AnsweredExchange({ exchange }: { exchange: Answered }) {
  const toast = useToast()
  const { answer, request, redactions, durationMs } = exchange
  const isGood = answer.status < 400
  const copy = () =>
    navigator.clipboard.writeText(exchangeText(exchange)).then(
      () => toast('The redacted exchange is copied.', { icon: Copy }),
      () => toast('The browser does not allow copying here.', { icon: Copy }),
    )
  return (
    <>
      <div className={styles.head}>
        <Badge tone={isGood ? 'ok' : 'bad'} icon={isGood ? CircleCheck : CircleExclamationPoint}>
          {`${answer.status} ${answer.statusText}`.trim()}
        </Badge>
        <span className={styles.figure}>{durationMs.toLocaleString('en')} ms</span>
        <span className={styles.redactions}>{redactionsText(redactions)}</span>
        <div className={styles.tools}>
          <StepsLine steps={exchange.steps} />
          <IconButton
            label="Copy redacted exchange"
            icon={Copy}
            iconSize={14}
            size="small"
            onClick={() => void copy()}
          />
        </div>
      </div>
      <EarlierAttempts earlier={exchange.earlier} className={styles.before} />
      <div className={styles.exchange}>
        {request && (
          <div className={styles.side}>
            <h3 id="request-sent">Request, as sent</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to */}
            <section tabIndex={0} aria-labelledby="request-sent">
              <pre>
                <RequestText request={request} />
              </pre>
            </section>
          </div>
        )}
        <div className={styles.side}>
          <h3 id="answer">Answer</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
          <section tabIndex={0} aria-labelledby="answer">
            <pre>
              <AnswerText answer={answer} />
            </pre>
          </section>
          {answer.bodyTruncated && <p className={styles.cut}>Only the first 64 KiB of the answer are shown.</p>}
        </div>
      </div>
    </>
  )
}
