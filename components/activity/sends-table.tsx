'use client'

import { useFrame } from '#components/frame/frame-context.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import type { SendItem } from '#lib/usages/schema.ts'
import { actorText } from './actor-text.ts'
import { SendResult } from './send-result.tsx'
import styles from './sends-table.module.css'
import { SentRequest } from './sent-request.tsx'
import { SentSecrets } from './sent-secrets.tsx'

/** Sends, a row each; on a small screen a card each. */
export function SendsTable({ sends, isBusy }: { sends: SendItem[]; isBusy: boolean }) {
  const { domains } = useFrame()
  return (
    <table className={`${table.table} ${styles.table}`} aria-label="Sends" aria-busy={isBusy || undefined}>
      <thead>
        <tr>
          <th scope="col" className={styles.whenColumn}>
            When
          </th>
          <th scope="col">What</th>
          <th scope="col">Host</th>
          <th scope="col">Secrets</th>
          <th scope="col" className={styles.byColumn}>
            By
          </th>
          <th scope="col" className={styles.resultColumn}>
            Result
          </th>
        </tr>
      </thead>
      <tbody>
        {sends.map((send) => (
          <tr key={send.id}>
            <td className={styles.when}>
              <RelativeTime at={send.at} />
            </td>
            <td className={styles.what}>
              <SentRequest send={send} />
              {domains.length > 1 && <span className={styles.domain}>{send.domain.name}</span>}
            </td>
            <td className={styles.host}>
              <code>
                <span className={styles.method}>{send.method}</span> {send.host}
              </code>
            </td>
            <td className={styles.sent}>
              <SentSecrets send={send} />
            </td>
            <td className={styles.by}>{actorText(send)}</td>
            <td className={styles.came}>
              <SendResult send={send} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
