'use client'

import { CircleExclamationPoint, FileClock, OctagonX } from 'lucide-react'
import Link from 'next/link'
import { pagePath, securityPath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Note } from '#components/ui/note.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { EarlierAttempts } from './earlier-attempts.tsx'
import { HostToApprove } from './host-to-approve.tsx'
import { SendSteps } from './send-steps.tsx'
import styles from './test-result.module.css'

type Refused = Extract<Exchange, { outcome: 'refused' }>

type RefusedExchangeProps = {
  /** Whose connection it went through; left out where it had none. */
  integrationId?: string
  exchange: Refused
  approvers: HostApprovers
  onGoTo: (field: string) => void
  onTest: () => void
}

/** A refused test: at which step it stopped, why, and where to go from there. */
export function RefusedExchange({ integrationId, exchange, approvers, onGoTo, onTest }: RefusedExchangeProps) {
  const place = useDomainPlace()
  const { code, message, field, host, secretId, secretName, secretLevel, nothingLeft } = exchange
  const part = field && partOf(field)
  const isOfConnection = field?.startsWith('connection.') ?? false
  const domain = secretLevel === 'organization' ? undefined : place.domain
  const secretPage = secretId && pagePath({ organization: place.organization, domain }, 'secrets', secretId)
  // Who may approve hosts for a secret may change it, and read its log.
  const approver = approvers[secretLevel ?? 'domain']
  return (
    <>
      <div className={styles.head}>
        <Badge tone="bad" icon={OctagonX}>
          Refused
        </Badge>
        <code>{code}</code>
        {nothingLeft && <span className={styles.left}>Nothing left Postern</span>}
      </div>
      <div className={styles.stopped}>
        <EarlierAttempts earlier={exchange.earlier} />
        <SendSteps steps={exchange.steps} />
        <Note
          tone="bad"
          icon={CircleExclamationPoint}
          className={styles.refusal}
          actions={
            (part ||
              (isOfConnection && integrationId) ||
              secretPage ||
              (code === 'secret_not_found' && approver.may)) && (
              <>
                {part && field && (
                  <Button size="small" onClick={() => onGoTo(field)}>
                    Go to the {part}
                  </Button>
                )}
                {isOfConnection && integrationId && (
                  <ButtonLink
                    size="small"
                    href={`${pagePath(place, 'integrations', integrationId)}?drawer=edit&id=${integrationId}`}
                  >
                    Edit the connection
                  </ButtonLink>
                )}
                {secretPage && (
                  <ButtonLink size="small" href={secretPage}>
                    Open {secretName}
                  </ButtonLink>
                )}
                {code === 'secret_not_found' && approver.may && (
                  <ButtonLink size="small" href={`${securityPath(place)}?drawer=create`}>
                    Add Secret
                  </ButtonLink>
                )}
              </>
            )
          }
        >
          <p>
            <CodeText text={message} />
          </p>
        </Note>
        {code === 'host_not_approved' && host && secretId && secretName && (
          <HostToApprove chosen={{ secretId, secretName, domain, host }} approver={approver} onTest={onTest} />
        )}
      </div>
      {secretPage && approver.may && (
        <div className={styles.foot}>
          <Icon of={FileClock} size={14} />
          <p>
            The change log of <code>{secretName}</code> has it within a minute, as a refused attempt.
          </p>
          <Link href={`${secretPage}?tab=changes`}>Open the change log</Link>
        </div>
      )}
    </>
  )
}

/** What a field of a request is called: `headers.0.value` → "header". */
function partOf(field: string): string | null {
  if (field.startsWith('headers')) return 'header'
  if (field.startsWith('query')) return 'parameter'
  return ['path', 'body', 'method'].includes(field) ? field : null
}
